/** Runs of a model that is fitted in one go: runs like any other, without steps and curves. */
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { EngineEvent } from "../../protocol/events.ts";
import { readCheckpoint, writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyFitted } from "../testing/tinyFitted.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
  vi.stubGlobal("ImageData", Object); // previews are not looked at here
  vi.stubGlobal("createImageBitmap", async () => null);
});
afterAll(() => vi.unstubAllGlobals());

const asked = (runId: string) => request(runId, { modelId: "fitted", hparams: { seed: 1 } });

const open = (kept = disk(), onPiece?: () => void) =>
  session(kept, { registry: { fitted: tinyFitted(onPiece) } });

const sharesIn = (events: readonly EngineEvent[]): number[] =>
  events.flatMap((event) => (event.type === "fitting" ? [event.share] : []));

/** Named numbers of what was found. */
async function foundBy({ runs }: ReturnType<typeof open>, runId: string) {
  const { buffers = {} } = (await runs.open(runId)).model;
  return Promise.all(
    Object.entries(buffers).map(async ([name, x]) => [name, [...(await x.data())]]),
  );
}

/** A session in which fitting is told to do something before a piece. */
function calledOff(kept: ReturnType<typeof disk>, at: number, act: (opened: Opened) => void) {
  let piece = 0;
  const opened: Opened = open(kept, () => {
    if (++piece === at) act(opened);
  });
  return { ...opened, pieces: () => piece };
}
type Opened = ReturnType<typeof open>;

it("is made, told of as it goes on, finished, kept and found again, and takes no steps", async () => {
  const kept = disk();
  const opened = open(kept);
  await opened.runs.train(asked("a"));
  await opened.ended("a");
  const { record } = await opened.runs.open("a");
  expect(record).toMatchObject({ state: "finished", step: 1, history: [] });
  const shares = sharesIn(opened.events);
  expect(shares.length).toBeGreaterThan(0);
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  expect(opened.events.filter(({ type }) => type === "stepMode")).toEqual([]);

  const found = await foundBy(opened, "a");
  const next = open(kept);
  expect(await next.runs.load()).toMatchObject([{ runId: "a", state: "finished", step: 1 }]);
  expect(found).toMatchObject([
    ["mean", [expect.any(Number), expect.any(Number), expect.any(Number)]],
  ]);
  expect(await foundBy(next, "a")).toEqual(found);
});

it("is exported, and handed to the sampler, with what was found", async () => {
  const opened = open();
  await opened.runs.train(asked("a"));
  await opened.ended("a");
  const run = await opened.runs.open("a");
  const bytes = await writeCheckpoint(run.model, run.record, { weightsOnly: true });
  expect([...readCheckpoint(bytes).tensors.keys()]).toEqual(["buffer.mean"]);
});

it("is measured by a copy of its own", async () => {
  const opened = open();
  await opened.runs.train(asked("a"));
  await opened.ended("a");
  const before = tf.memory().numTensors;
  const means = await opened.runs.measure("a", async ({ model }) => model.buffers?.mean?.data());
  expect([["mean", [...(means ?? [])]]]).toEqual(await foundBy(opened, "a"));
  expect(tf.memory().numTensors).toBe(before);
});

it.each([
  ["stop", "stopped"],
  ["pause", "paused"],
] as const)(
  "%s ends it after the piece under way, and leaves nothing on the device",
  async (verb, state) => {
    const opened = calledOff(disk(), 2, ({ runs }) => void runs[verb]("a"));
    await opened.runs.train(asked("a"));
    const before = tf.memory().numTensors; // patches, and the sum under way
    await opened.ended("a");
    const run = await opened.runs.open("a");
    expect(run.record).toMatchObject({ state, step: 0 });
    expect(opened.pieces()).toBeLessThanOrEqual(3); // the command comes between two of them
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before);
    expect(await foundBy(opened, "a")).toEqual([]);
  },
);

it("begins anew where it was cut off, in this session and in another one", async () => {
  const whole = open();
  await whole.runs.train(asked("a"));
  await whole.ended("a");
  const kept = disk();
  const cut = calledOff(kept, 2, ({ runs }) => void runs.pause("a"));
  await cut.runs.train(asked("a"));
  await cut.ended("a");
  const next = open(kept);
  expect(await next.runs.load()).toMatchObject([{ state: "paused", step: 0 }]);
  for (const opened of [cut, next]) {
    await opened.runs.resume("a");
    await opened.ended("a");
    expect(await foundBy(opened, "a")).toEqual(await foundBy(whole, "a"));
  }
});

it("fails by name where fitting does, and can be deleted", async () => {
  const opened = open(disk(), () => {
    throw new RangeError("no");
  });
  await opened.runs.train(asked("a"));
  await opened.ended("a");
  expect((await opened.runs.open("a")).record).toMatchObject({ state: "failed", step: 0 });
  await opened.runs.delete("a");
  expect(await opened.runs.load()).toEqual([]);
});
