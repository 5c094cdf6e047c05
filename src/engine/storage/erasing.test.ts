/** What is erased for good is gone whatever fails afterwards; what is not gone is all still there. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, expect, it, vi } from "vitest";
import { StorageFailed, StorageFull } from "../../data/errors.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { request, session } from "../testing/runsSession.ts";
import { emptyTrash, eraseBinned, eraseRun } from "./erasing.ts";
import { openStores } from "./stores.ts";

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

const failed = () => new StorageFailed("No");

async function trained() {
  const stores = await openStores(
    () => undefined,
    () => undefined,
  );
  const { runs, ended } = session(stores);
  await runs.train(request("a"));
  await ended("a");
  await stores.checkpoints.write("a/best", Uint8Array.of(1));
  const saveNow = vi.fn(async () => undefined);
  const left = async () => ({
    record: (await stores.documents.loadRun("a")) !== null,
    files: (await stores.folders.checkpoints.list()).length,
  });
  return { parts: { stores, runs, saveNow }, saveNow, left };
}

type Trained = Awaited<ReturnType<typeof trained>>["parts"];

it.each<[string, (parts: Trained) => unknown]>([
  [
    "its weights",
    ({ stores }) => vi.spyOn(stores.checkpoints, "remove").mockRejectedValue(failed()),
  ],
  ["its film", ({ stores }) => vi.spyOn(stores.films, "write").mockRejectedValue(failed())],
  [
    "what the bin has of it",
    ({ stores }) => vi.spyOn(stores.bin, "erase").mockRejectedValue(failed()),
  ],
  ["a save that waits for room", ({ saveNow }) => vi.mocked(saveNow).mockRejectedValue(failed())],
])("erases a run, though %s cannot be written then", async (_, fail) => {
  const { parts, left } = await trained();
  fail(parts);
  await eraseRun(parts, "a");
  expect((await left()).record).toBe(false);
  expect(parts.runs.has("a")).toBe(false);
  expect(parts.saveNow).toHaveBeenCalledOnce();
});

it("leaves all of a run whose record cannot be removed", async () => {
  const { parts, left } = await trained();
  const before = await left();
  vi.spyOn(parts.stores.documents, "deleteRun").mockRejectedValue(failed());
  await expect(eraseRun(parts, "a")).rejects.toThrow(StorageFailed);
  expect(await left()).toEqual(before);
  expect(before).toMatchObject({ record: true });
  expect(before.files).toBeGreaterThan(1);
});

it("makes room for the removal of the record itself where storage is that full", async () => {
  const { parts, left } = await trained();
  vi.spyOn(parts.stores.documents, "deleteRun").mockRejectedValueOnce(new StorageFull("No"));
  await eraseRun(parts, "a");
  expect(await left()).toEqual({ record: false, files: 0 });
});

it("empties the bin and the trash, whatever fails when that is done", async () => {
  const { parts, left, saveNow } = await trained();
  const { bin } = parts.stores;
  saveNow.mockRejectedValue(failed());
  await parts.runs.delete("a");
  const [item] = await bin.list();
  await eraseBinned(parts, [item?.id ?? ""]);
  expect(await bin.list()).toEqual([]);
  expect(await left()).toEqual({ record: false, files: 0 });
  await emptyTrash(parts);
  expect(saveNow).toHaveBeenCalledTimes(2);
});

it("goes on past a file in the trash that stays, and says where none could be removed", async () => {
  const { parts } = await trained();
  const { checkpoints } = parts.stores.folders;
  for (const name of ["x.a", "y.a"]) {
    await checkpoints.write(name, Uint8Array.of(1));
    await checkpoints.discard(name, 1);
  }
  const erase = vi.spyOn(checkpoints, "erase").mockRejectedValueOnce(failed());
  await emptyTrash(parts);
  expect(await checkpoints.trash()).toHaveLength(1);
  erase.mockRejectedValueOnce(failed());
  await expect(emptyTrash(parts)).rejects.toThrow(StorageFailed);
});
