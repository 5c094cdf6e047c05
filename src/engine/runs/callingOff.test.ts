/** Photos and checkpoints that never come: every command about runs gets its turn all the same. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, expect, it, vi } from "vitest";
import { createCheckpointStore } from "../../data/checkpointStore.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import { fakeLocks } from "../../lib/testing/fakeLocks.ts";
import type { WorkEvent } from "../../protocol/work.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { TooLarge } from "../errors.ts";
import { quietWorks } from "../testing/quietWorks.ts";
import { disk, request, resolvePhoto, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";
import type { Runs } from "./runs.ts";

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

const long = (runId: string) => request(runId, { hparams: tinyHparams({ steps: 1000 }) });

/** A session whose run "a" waits for photos that do not come until they are let through. */
async function waiting(changes: Parameters<typeof session>[1] = {}) {
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const isAsked = vi.fn();
  const deviceFailed = vi.fn(() => false);
  const budget = vi.fn(() => Number.POSITIVE_INFINITY);
  const kept = disk();
  const opened = session(kept, {
    deviceFailed,
    budget,
    ...changes,
    resolvePhoto: async (...photo) => {
      isAsked();
      await gate;
      return resolvePhoto(...photo);
    },
  });
  const training = opened.runs.train(long("a"));
  await eventually(() => expect(isAsked).toHaveBeenCalled());
  return { ...opened, kept, training, letThrough, deviceFailed, budget };
}

it("is paused, and trains when its photos come and it is asked again", async () => {
  const { runs, states, training, letThrough, deviceFailed } = await waiting();
  await runs.pause("a");
  expect(await training).toBe("a");
  expect(states("a").at(-1)).toBe("paused");
  expect(deviceFailed).not.toHaveBeenCalled();
  letThrough();
  await runs.resume("a");
  expect(states("a").at(-1)).toBe("training");
  await runs.delete("a");
});

it("is paused by its line among long work, which goes at once though its photos have not come", async () => {
  const told: WorkEvent[] = [];
  const works = quietWorks((event) => told.push(event));
  const { runs, states, training, letThrough } = await waiting({ works });
  const id = "patches of a";
  expect(works.cancel(id)).toBe(true);
  expect(await training).toBe("a");
  expect(states("a").at(-1)).toBe("paused");
  await eventually(() => expect(told.at(-1)).toEqual({ type: "workEnded", id }));
  told.length = 0;
  letThrough();
  await runs.resume("a");
  expect(states("a").at(-1)).toBe("training");
  const title = { kind: "patches", name: "a" };
  expect(told).toContainEqual({ type: "work", id, done: 6, total: 6, title }); // its photos
  await runs.delete("a");
});

it("is stopped", async () => {
  const { runs, kept, training } = await waiting();
  await runs.stop("a");
  await training;
  expect(await kept.documents.loadRun("a")).toMatchObject({ state: "stopped", step: 0 });
});

it("is deleted, and nothing of it is left when its photos come", async () => {
  const before = tf.memory().numTensors;
  const { runs, kept, training, letThrough } = await waiting();
  await runs.delete("a");
  await training;
  expect(runs.has("a")).toBe(false);
  letThrough();
  await new Promise((resolve) => setTimeout(resolve));
  expect(await kept.documents.loadRuns()).toEqual([]);
  expect(tf.memory().numTensors).toBe(before);
});

it("makes way for another run", async () => {
  const { runs, states, training, letThrough } = await waiting();
  const other = runs.train(long("b"));
  await training;
  expect(states("a").at(-1)).toBe("paused");
  letThrough();
  await other;
  expect(states("b").at(-1)).toBe("training");
  await runs.resume("a");
  expect(states("b").at(-1)).toBe("paused");
  await runs.delete("a");
  await runs.delete("b");
});

it("waits on where it is asked for once more, and where another would be too large", async () => {
  const { runs, states, training, letThrough, budget } = await waiting();
  const again = runs.train(long("a"));
  budget.mockReturnValue(0);
  await expect(runs.train(long("b"))).rejects.toThrow(TooLarge);
  letThrough();
  await Promise.all([training, again]);
  expect(states("a").at(-1)).toBe("training");
  await runs.delete("a");
});

/** A session to which storage gives nothing of the paused run "a", which has been asked for, until it is let through. */
async function stalled(act: (runs: Runs) => Promise<unknown>) {
  const kept = disk();
  const first = session(kept);
  await first.runs.train(long("a"));
  await first.runs.pause("a");
  await first.runs.step("a");
  const { read } = kept.folders.checkpoints;
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const isAsked = vi.fn();
  vi.spyOn(kept.folders.checkpoints, "read").mockImplementation(async (name) => {
    if (name.startsWith("a")) {
      isAsked();
      await gate;
    }
    return read(name);
  });
  const opened = session(kept);
  await opened.runs.load();
  const asked = act(opened.runs);
  asked.catch(() => undefined); // told by who waits for it
  await eventually(() => expect(isAsked).toHaveBeenCalled());
  return { ...opened, kept, asked, letThrough };
}

it("goes for a checkpoint that does not come: its run stays paused, and another one trains and is kept", async () => {
  const { runs, states, kept, asked, letThrough } = await stalled((all) => all.resume("a"));
  await runs.pause("a");
  await asked;
  expect(states("a")).toEqual([]);
  await runs.train(long("b"));
  await runs.pause("b");
  expect((await kept.documents.loadRun("b"))?.state).toBe("paused");
  expect(await kept.checkpoints.read("b")).not.toBeNull();
  letThrough();
  await runs.resume("a");
  expect(states("a").at(-1)).toBe("training");
  await runs.delete("a");
  await runs.delete("b");
});

it.each<[string, (runs: Runs) => Promise<unknown>]>([
  ["stop", (runs) => runs.stop("a")],
  ["adjust", (runs) => runs.adjust("a", { learningRate: 0.5 })],
  ["go back to the best state", (runs) => runs.restoreBest("a")],
  ["branch", (runs) => runs.branch("a", "latest", "c", "C")],
])("goes for a checkpoint that was to come to %s", async (_, act) => {
  const { runs, states, asked, letThrough } = await stalled(act);
  await runs.train(long("b"));
  await expect(asked).rejects.toMatchObject({ name: "CalledOff" });
  expect(states("b").at(-1)).toBe("training");
  await runs.delete("b");
  letThrough();
  await new Promise((resolve) => setTimeout(resolve));
  expect(states("a")).toEqual([]);
  expect(runs.has("c")).toBe(false);
});

it("drops what comes of a run that was deleted meanwhile", async () => {
  const { runs, asked, letThrough } = await stalled((all) => all.resume("a"));
  const before = tf.memory().numTensors;
  await runs.delete("a");
  await asked;
  letThrough();
  await new Promise((resolve) => setTimeout(resolve));
  expect(runs.has("a")).toBe(false);
  expect(tf.memory().numTensors).toBe(before);
});

it("drops what comes of a run as it was before another tab trained it", async () => {
  const kept = disk();
  const locks = fakeLocks();
  const other = session(kept, { locks });
  await other.runs.train(long("a"));
  await other.runs.pause("a");
  await other.runs.step("a");
  const files = kept.folders.checkpoints;
  const slots = ["a.a", "a.b"];
  const before = new Map<string, Blob | null>();
  for (const slot of slots) before.set(slot, await files.read(slot));
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const late: typeof files.read = async (name) => {
    await gate;
    const blob = before.get(name) ?? null;
    before.delete(name);
    return blob ?? files.read(name); // the second time
  };
  const checkpoints = createCheckpointStore({ ...files, read: late });
  const { runs } = session({ ...kept, checkpoints }, { locks });
  await runs.load();
  const used = runs.use("a", async ({ record }) => record.step);
  await other.runs.step("a");
  await runs.refresh();
  letThrough();
  expect(await used).toBe((await other.runs.open("a")).record.step);
});
