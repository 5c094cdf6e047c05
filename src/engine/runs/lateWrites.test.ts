/** A page that sleeps in the midst of a write, and wakes up when another has its run and has trained it further. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, expect, it, vi } from "vitest";
import { createCheckpointStore } from "../../data/checkpointStore.ts";
import { type FileStore, memoryFileStore } from "../../data/fileStore.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { fakeLocks } from "../../lib/testing/fakeLocks.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { readCheckpoint } from "../checkpoints/checkpoint.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

/** Calls that pass until the page falls asleep; what it does then waits until it wakes up. */
function sleeper() {
  let wakeUp = () => {};
  let sleep: Promise<void> | null = null;
  let isReached = () => {};
  return {
    /** Resolves when the next call is there. */
    fallAsleep: () =>
      new Promise<void>((resolve) => {
        isReached = resolve;
        sleep = new Promise((wake) => {
          wakeUp = wake;
        });
      }),
    async pass() {
      isReached();
      await sleep;
    },
    wakeUp: () => {
      sleep = null;
      wakeUp();
    },
  };
}

/** Tab A may fall asleep right before a file, or right before a record, is written; tab B is awake. */
function tabs() {
  const kept = disk();
  const files = memoryFileStore();
  const locks = fakeLocks();
  const [atFile, atRecord] = [sleeper(), sleeper()];
  const sleepy: FileStore = {
    ...files,
    async write(...file) {
      await atFile.pass();
      await files.write(...file);
    },
  };
  const documents: typeof kept.documents = {
    ...kept.documents,
    async saveRun(...args) {
      await atRecord.pass();
      await kept.documents.saveRun(...args);
    },
  };
  const a = session({ ...kept, documents, checkpoints: createCheckpointStore(sleepy) }, { locks });
  const b = session({ ...kept, checkpoints: createCheckpointStore(files) }, { locks });
  /** What another start would find. */
  const stored = async () => {
    const bytes = await createCheckpointStore(files).read("r");
    return {
      record: await kept.documents.loadRun("r"),
      step: bytes && readCheckpoint(bytes).record.step,
    };
  };
  return { a, b, kept, atFile, atRecord, stored };
}

const long = () => request("r", { hparams: tinyHparams({ steps: 1000 }) });

async function steps(tab: ReturnType<typeof session>, least: number) {
  while ((await tab.runs.open("r")).record.step < least) await nextTask();
}

for (const at of ["atFile", "atRecord"] as const) {
  it.each([1, 2, 3])(`leaves what its new owner has written %i times (${at})`, async (times) => {
    const { a, b, stored, ...sleepers } = tabs();
    await a.runs.train(long());
    await steps(a, 2);
    await a.runs.saveNow();
    const asleep = sleepers[at].fallAsleep();
    const saving = a.runs.saveNow();
    await asleep;
    await b.runs.load();
    await b.runs.seizeTraining("r");
    for (let time = 0; time < times; time++) await b.runs.step("r");
    const before = await stored();
    expect(before.step).toBe(before.record?.step);
    sleepers[at].wakeUp();
    await saving;
    await a.ended("r");
    expect(await stored()).toEqual(before);
    await b.runs.step("r");
    const { step = 0 } = before.record ?? {};
    expect(await stored()).toMatchObject({ step: step + 1, record: { step: step + 1 } });
    expect((await a.runs.refresh())[0]?.step).toBe(step + 1);
  });
}

it("gives way to who has the run, also where it wrote last", async () => {
  const { a, b, stored, atFile } = tabs();
  await a.runs.train(long());
  await steps(a, 2);
  await a.runs.saveNow();
  const asleep = atFile.fallAsleep();
  const saving = a.runs.saveNow();
  await asleep;
  await b.runs.load();
  await b.runs.seizeTraining("r");
  await b.runs.open("r"); // its slots are known by then
  atFile.wakeUp();
  await saving;
  await a.ended("r");
  await b.runs.step("r");
  const { record, step } = await stored();
  expect(step).toBe((await b.runs.open("r")).record.step);
  expect(record?.step).toBe(step);
});

it("removes nothing of a run that it lost while it was asleep", async () => {
  const { a, b, stored, atFile } = tabs();
  await a.runs.train(long());
  await steps(a, 2);
  await a.runs.saveNow();
  const asleep = atFile.fallAsleep();
  const erasing = a.runs.erase("r");
  erasing.catch(() => undefined); // told below
  await asleep;
  await b.runs.load();
  await b.runs.seizeTraining("r");
  await b.runs.step("r");
  const before = await stored();
  atFile.wakeUp();
  await expect(erasing).rejects.toMatchObject({ name: "BusyElsewhere" });
  expect(await stored()).toEqual(before);
  expect(before.step).not.toBeNull();
});

it("leaves the film of a run that it lost, also where the last step was taken by then", async () => {
  const { a, b, kept, atFile } = tabs();
  const write = vi.spyOn(kept.films, "write");
  await a.runs.train(long());
  await steps(a, 2);
  await a.runs.saveNow();
  const asleep = atFile.fallAsleep();
  const stopping = a.runs.stop("r");
  await asleep;
  await b.runs.load();
  await b.runs.seizeTraining("r");
  await b.runs.step("r");
  const writtenByB = write.mock.calls.length;
  atFile.wakeUp();
  await stopping;
  expect(await write.mock.calls[0]?.[3]?.()).toBe(true); // asked before each file
  expect(write).toHaveBeenCalledTimes(writtenByB);
});

it("is written anew where storage lost its record", async () => {
  const { a, kept, stored } = tabs();
  await a.runs.train(long());
  await a.runs.pause("r");
  await kept.documents.deleteRun("r");
  a.runs.storageCleared();
  await a.runs.step("r");
  const { record, step } = await stored();
  expect(record?.step).toBe(step);
});
