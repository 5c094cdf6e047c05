/** Runs that version 1 wrote, with their photos inside; and runs whose list of photos is lost. */

import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { beforeEach, expect, it } from "vitest";
import { memoryRecordStore } from "../../data/recordStore.ts";
import { photosIn } from "../../data/storage/references.ts";
import { writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";

const folder = "src/data/testing/version1";
const fixture = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));

beforeEach(async () => {
  await tf.setBackend("cpu");
});

async function withEarlyRun() {
  const records = memoryRecordStore();
  const kept = disk(records);
  await records.put("runs", "early", fixture("run"));
  const bytes = new Uint8Array(readFileSync(`${folder}/checkpoint.safetensors`));
  await kept.checkpoints.write("early", bytes);
  return { records, kept };
}

it("opens with its weights, and can be gone on from", async () => {
  const { records, kept } = await withEarlyRun();
  const { runs, ended } = session(kept);
  const [record] = await runs.load();
  expect(record).toMatchObject({ runId: "early", state: "finished", step: 12 });
  await runs.use("early", async (run) => expect(run.record.step).toBe(12));
  await runs.branch("early", "latest", "more", "More");
  await runs.adjust("more", { learningRate: 0.001 });
  await runs.step("more").catch(() => undefined);
  await ended("more");
  const stored = await records.get("runs", "more");
  expect(photosIn(stored)).toEqual(new Set([record?.data.set]));
  const again = session({ ...kept, documents: disk(records, kept.folders).documents });
  const set = await again.tools.store.dataSet(record?.data.set ?? "");
  expect(set.classes.map(({ photos }) => photos.length)).toEqual([3, 3]);
});

it("comes back from the bin as it was", async () => {
  const records = memoryRecordStore();
  const { key, record } = fixture("binnedRun");
  await records.put("values", key, record);
  const kept = disk(records);
  const binned = await kept.bin.get("early");
  if (binned?.kind !== "run") throw new Error("Not in the bin");
  const { runs } = session(kept);
  const back = await runs.bringBack(binned.record);
  expect(back).toMatchObject({ name: "Early", step: 12, data: { photoCount: 6 } });
  expect(photosIn(await records.get("runs", "early"))).toEqual(new Set([back.data.set]));
  expect(await kept.folders.photos.names()).toEqual([back.data.set]);
});

it("is drawn with, and not trained on, where its list of photos is lost", async () => {
  const kept = disk();
  const first = session(kept);
  await first.runs.train(request("a", { hparams: tinyHparams({ steps: 1000 }) }));
  await first.runs.pause("a");
  const { set } = (await first.runs.open("a")).record.data;
  await kept.folders.photos.remove(set);
  const documents = disk(kept.records, kept.folders).documents;
  const { runs, states } = session({ ...kept, documents });
  await runs.load();
  await runs.use("a", async (run) => {
    expect(run.model.networks).toBeDefined();
  });
  await expect(runs.resume("a")).rejects.toMatchObject({ name: "LostDataSet" });
  expect(states("a").at(-1)).toBe("paused");
});

it("names its photos in checkpoints and weight snapshots by one address", async () => {
  const { runs, snapshots } = session(disk());
  await runs.train(request("a"));
  await runs.pause("a");
  const { model, record } = await runs.open("a");
  const list = request("a").data.list;
  const bytes = await writeCheckpoint(model, {
    ...record,
    data: { ...record.data, ...(list && { list }) },
  });
  for (const written of [bytes, ...snapshots.flatMap(({ bytes }) => bytes ?? [])]) {
    const text = new TextDecoder().decode(written);
    expect(text).toContain(record.data.set);
    expect(text).not.toContain("photos");
  }
  expect(snapshots.length).toBeGreaterThan(0);
});
