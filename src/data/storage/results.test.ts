import { expect, it } from "vitest";
import type { KeptResult } from "../../protocol/results.ts";
import { documentsOver } from "../testing/documentsOver.ts";
import { keptDisk } from "../testing/keptDisk.ts";
import { collect } from "./collection.ts";
import { referencesOf } from "./references.ts";
import { Results } from "./results.ts";
import { createStorageLock } from "./storageLock.ts";
import { withTrash } from "./trash.ts";

const hash = "b".repeat(64);
const result = (id: string): KeptResult => ({
  version: 1,
  id,
  name: `${id}.png`,
  trueClass: null,
  source: { kind: "stored", hash },
  outcome: {
    state: "done",
    judgement: {
      ranking: [
        { id: "s", name: "Sand", probability: 0.9 },
        { name: "of an early version", probability: 0.1 },
      ],
      patches: 4,
      tookMs: 20,
      runId: "run-1",
      model: "Classifier 1",
    },
  },
});

it("gives results back in the order in which they were added, not written", async () => {
  const results = new Results(keptDisk().records);
  const at = (id: string, place: number) => ({ ...result(id), place });
  await results.keep([at("c", 3), at("a", 1), result("early version"), at("b", 2)]);
  const order = (await results.load()).map(({ id }) => id);
  expect(order).toEqual(["early version", "a", "b", "c"]);
});

it("gives back what was kept, oldest first, without what is forgotten or of another version", async () => {
  const { records } = keptDisk();
  const results = new Results(records);
  await results.keep([result("a"), result("b"), result("c")]);
  const again: KeptResult = { ...result("a"), outcome: { state: "failed", reason: "UnknownRun" } };
  const ids: KeptResult = { ...result("e"), trueClass: "Sand", trueClassId: "s" };
  await results.keep([again, ids]);
  await results.forget(["b"]);
  await records.put("values", "result:d", { ...result("d"), version: 2 });
  expect(await results.load()).toEqual([again, result("c"), ids]);
});

it("keeps them all, however many there are", async () => {
  const results = new Results(keptDisk().records);
  await results.keep(Array.from({ length: 1203 }, (_, index) => result(`r${index}`)));
  expect(await results.load()).toHaveLength(1203);
});

it("keeps a photo from being cleared up for as long as a result names it", async () => {
  const day = 24 * 60 * 60 * 1000;
  let now = 0;
  const disk = keptDisk(() => now);
  const folders = {
    photos: withTrash(disk.photos),
    checkpoints: withTrash(disk.checkpoints),
    films: withTrash(disk.films),
  };
  const results = new Results(disk.records);
  await disk.photos.write(hash, new Uint8Array(3));
  await disk.photos.write("c".repeat(64), new Uint8Array(3));
  await results.keep([
    result("a"),
    { ...result("o"), source: { kind: "stored", hash: "d".repeat(64) } },
  ]);
  const documents = documentsOver(disk.records, folders.photos);
  const clearUp = () =>
    collect({
      documents,
      folders,
      lock: createStorageLock(undefined),
      now: () => now,
      counted: now,
    });
  now = 2 * day;
  await clearUp();
  expect(await disk.photos.names()).toContain(hash);
  expect(await disk.photos.names()).not.toContain("c".repeat(64));
  await results.forget(["a"]);
  await clearUp();
  expect(await disk.photos.names()).not.toContain(hash);
});

it("does not keep the weights of a run that is gone because it once judged", async () => {
  const { records } = keptDisk();
  await new Results(records).keep([result("a")]);
  const values = await records.entries("values");
  const rows = { projects: [], runs: [], values, listed: new Map() };
  expect(referencesOf(rows).runs).not.toContain("run-1");
  expect(referencesOf(rows).photos).toContain(hash);
});
