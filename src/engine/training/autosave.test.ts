/** Runs whose state cannot be written: told, held in memory, and written as soon as there is room. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { StorageFull } from "../../data/errors.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { RunStore } from "../checkpoints/runStore.ts";
import { Films } from "../film/films.ts";
import { StorageHealth } from "../storage/storageHealth.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";
import { Autosave } from "./autosave.ts";

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});
afterEach(() => vi.useRealTimers());

const long = (runId: string) => request(runId, { hparams: tinyHparams({ steps: 1000 }) });

/** A session whose checkpoints can be refused for want of room. */
function crowded() {
  const kept = disk();
  const write = kept.checkpoints.write.bind(kept.checkpoints);
  let isFull = false;
  vi.spyOn(kept.checkpoints, "write").mockImplementation(async (...args) => {
    if (isFull) throw new StorageFull("No");
    return write(...args);
  });
  const opened = session(kept);
  const troubles = () =>
    opened.events.flatMap((event) => (event.type === "storageTrouble" ? [event.trouble] : []));
  const fill = (full: boolean) => {
    isFull = full;
  };
  return { ...opened, kept, troubles, fill };
}

const full = { what: "run", failure: "StorageFull" };

async function pausedUnkept() {
  const opened = crowded();
  await opened.runs.train(long("a"));
  await opened.runs.pause("a");
  const { step } = (await opened.runs.open("a")).record;
  opened.fill(true);
  await opened.runs.step("a");
  expect(opened.states("a").at(-1)).toBe("paused");
  expect(opened.troubles()).toEqual([full]);
  return { ...opened, step: step + 1 };
}

const storedStep = async ({ kept }: ReturnType<typeof crowded>) =>
  (await kept.documents.loadRuns()).find(({ runId }) => runId === "a")?.step;

it("is written at once where room was made", async () => {
  const opened = await pausedUnkept();
  expect(await storedStep(opened)).toBe(opened.step - 1);
  opened.fill(false);
  await opened.runs.saveNow();
  expect(await storedStep(opened)).toBe(opened.step);
  expect(opened.troubles()).toEqual([full, null]);
});

it("is tried again by itself while the run rests", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const opened = await pausedUnkept();
  await vi.advanceTimersByTimeAsync(8000); // still full
  opened.fill(false);
  await vi.advanceTimersByTimeAsync(8000);
  await eventually(() => expect(opened.troubles()).toEqual([full, null]));
  expect(await storedStep(opened)).toBe(opened.step);
});

it("stays on the device however many other runs are looked at", async () => {
  const opened = await pausedUnkept();
  opened.fill(false);
  for (const runId of ["b", "c", "d", "e", "f"]) {
    await opened.runs.train(long(runId));
    await opened.runs.pause(runId);
  }
  expect((await opened.runs.open("a")).record.step).toBe(opened.step);
});

it("stays on the device while it is written, however many others are looked at", async () => {
  const { runs, kept, states } = crowded();
  const others = ["b", "c", "d", "e", "f"];
  for (const runId of ["a", ...others]) {
    await runs.train(long(runId));
    await runs.pause(runId);
  }
  let write = () => {};
  vi.mocked(kept.checkpoints.write).mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        write = resolve;
      }),
  );
  const stopped = runs.stop("a");
  for (const runId of others) await runs.open(runId);
  write();
  await stopped;
  expect(states("a").at(-1)).toBe("stopped");
  expect((await runs.open("a")).state).toBe("stopped");
});

it("does not call a state its best that was not kept as that", async () => {
  const { runs, kept } = crowded();
  await runs.train(long("a"));
  await runs.pause("a");
  const run = await runs.open("a");
  const store = new RunStore(kept.documents, kept.checkpoints, kept.bin);
  const health = new StorageHealth(() => undefined);
  const isLost = async () => false;
  const films = new Films({ store: kept.films, emit: () => undefined, health, isLost });
  const autosave = new Autosave({
    store,
    films,
    health,
    nameOf: () => "a",
    isLost,
    writing: (_, act) => act(),
  });
  vi.mocked(kept.checkpoints.write).mockRejectedValueOnce(new StorageFull("No"));
  await autosave.keepBest(run, { step: run.record.step, kid: 0.1 });
  await autosave.keepUnkept();
  expect(autosave.unkept("a")).toBeNull();
  expect((await kept.documents.loadRun("a"))?.best).toBeUndefined();
  expect(run.record.best).toBeUndefined();
  await runs.delete("a");
});

it("leaves the record of a run that another tab took in the midst of a write", async () => {
  const { runs, kept } = crowded();
  await runs.train(long("a"));
  await runs.pause("a");
  const run = await runs.open("a");
  const health = new StorageHealth(() => undefined);
  let isLost = false;
  const films = new Films({
    store: kept.films,
    emit: () => undefined,
    health,
    isLost: async () => isLost,
  });
  await films.open("a", 0);
  const writeFilm = vi.spyOn(kept.films, "write");
  const autosave = new Autosave({
    store: new RunStore(kept.documents, kept.checkpoints, kept.bin),
    films,
    health,
    nameOf: () => "written by the one that lost it",
    isLost: async () => isLost,
    writing: (_, act) => act(),
  });
  vi.mocked(kept.checkpoints.write).mockImplementationOnce(async () => {
    isLost = true;
  });
  await autosave.keep(run);
  expect((await kept.documents.loadRun("a"))?.name).not.toBe("written by the one that lost it");
  expect(writeFilm).not.toHaveBeenCalled();
  await runs.delete("a");
});

it("is what a copy of the run begins with, which is not there while it cannot be kept", async () => {
  const opened = await pausedUnkept();
  await expect(opened.runs.branch("a", "latest", "b", "B")).rejects.toMatchObject({
    name: "StorageFull",
  });
  opened.fill(false);
  const made = await opened.runs.branch("a", "latest", "c", "C");
  expect(await storedStep(opened)).toBe(opened.step - 1);
  expect(made.step).toBe(opened.step);
  const later = session(opened.kept);
  const stored = await later.runs.load();
  expect(stored.map(({ runId, step }) => [runId, step]).sort()).toEqual([
    ["a", opened.step - 1],
    ["c", opened.step],
  ]);
  expect((await later.runs.open("c")).record.step).toBe(opened.step);
});

it("is given up with the run", async () => {
  const opened = await pausedUnkept();
  await opened.runs.delete("a");
  expect(opened.troubles()).toEqual([full, null]);
});

it("stays where there is no room for the run's deletion either", async () => {
  const opened = await pausedUnkept();
  vi.spyOn(opened.kept.bin, "keepRun").mockRejectedValueOnce(new StorageFull("No"));
  await expect(opened.runs.delete("a")).rejects.toMatchObject({ name: "StorageFull" });
  opened.fill(false);
  await opened.runs.saveNow();
  expect(await storedStep(opened)).toBe(opened.step);
  await opened.runs.step("a");
  expect(await storedStep(opened)).toBe(opened.step + 1);
});

it("stays when another tab renames the run", async () => {
  const opened = await pausedUnkept();
  const other = session(opened.kept);
  await other.runs.load();
  await other.runs.rename("a", "Named elsewhere");
  const [record] = await opened.runs.refresh();
  expect(record).toMatchObject({ name: "Named elsewhere", step: opened.step });
  opened.fill(false);
  await opened.runs.saveNow();
  expect(await storedStep(opened)).toBe(opened.step);
});

it("gives way to another tab that has trained the run further", async () => {
  const opened = await pausedUnkept();
  opened.fill(false);
  const other = session(opened.kept);
  await other.runs.load();
  for (let taken = 0; taken < 3; taken++) await other.runs.step("a");
  const [record] = await opened.runs.refresh();
  expect(record?.step).toBe(opened.step + 2);
});
