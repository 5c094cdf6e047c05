/** Runs whose numbers stop being finite: back to the last sound state, with half the learning rate. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { StorageFailed } from "../../data/errors.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { readCheckpoint } from "../checkpoints/checkpoint.ts";
import { stateVariables } from "../checkpoints/modelState.ts";
import { defineModel } from "../models/model.ts";
import { readAll } from "../steps/stateData.ts";
import { data, disk, registry, request, session } from "../testing/runsSession.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";
import type { Runs } from "./runs.ts";

/** Learning rates above this lead to infinity. */
let highestSound: number;

/** Called before each step. */
let onStep: () => void;

/** In a step at too high a rate the loss is still finite; its weights are not, nor the next loss. */
const fragile = defineModel({
  ...tinyModel,
  build: (...args: Parameters<typeof tinyModel.build>) => {
    const model = tinyModel.build(...args);
    const trainStep: typeof model.trainStep = (batch, { scalars, ...context }) => {
      onStep();
      const isSound = scalars.learningRate.lessEqual(highestSound).cast("float32");
      const learningRate = scalars.learningRate.div<tf.Scalar>(isSound);
      return tinyModelStep(batch, { ...context, scalars: { learningRate } });
    };
    const tinyModelStep = model.trainStep.bind(model);
    return Object.assign(model, { trainStep });
  },
});

const hparams = tinyHparams({ steps: 12, learningRate: 0.01 });

/** Whether all numbers of a checkpoint are finite. */
const isSound = (bytes: Uint8Array): boolean =>
  [...readCheckpoint(bytes).tensors.values()].every(({ data }) => data.every(Number.isFinite));

function fragileSession(kept = disk()) {
  const write = vi.spyOn(kept.checkpoints, "write");
  const opened = session(kept, { registry: { tiny: fragile } });
  const goings = () => opened.events.flatMap((event) => (event.type === "wentBack" ? [event] : []));
  /** Of the checkpoints on disk: those that nobody could go on from. */
  const unsound = () => write.mock.calls.filter(([, bytes]) => !isSound(bytes));
  return { ...opened, kept, unsound, goings };
}

const stepsOf = ({ history }: RunRecord): number[] => history.map(({ step }) => step);

const oneTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

async function stateOf(runs: Runs) {
  return readAll(new Map(stateVariables((await runs.open("a")).model)));
}

beforeEach(async () => {
  onStep = () => undefined;
  registerWasmKernels();
  await tf.setBackend("wasm");
});

describe("a run whose losses run away", () => {
  it("after a change of its learning rate goes back to the moment of the change", async () => {
    highestSound = 0.01;
    const { runs, ended, goings, unsound } = fragileSession();
    await runs.train(request("a", { hparams: { ...hparams, steps: 1000 } }));
    await runs.pause("a");
    for (let taken = 0; taken < 3; taken++) await runs.step("a");
    const { step } = (await runs.open("a")).record;
    await runs.adjust("a", { learningRate: 0.03, steps: step + 5 });
    await runs.resume("a");
    await ended("a");

    const { record } = await runs.open("a");
    expect(record).toMatchObject({ state: "finished", step: step + 5, halvings: 2 });
    expect(record.hparams.learningRate).toBe(0.03);
    expect(goings().map((going) => going.record.step)).toEqual([step, step]);
    expect(record.history.at(-1)?.values.learningRate).toBeCloseTo(0.0075, 6);
    expect(unsound()).toEqual([]);

    await runs.delete("a");
  });

  it("ends up as one that had the lower learning rate from the start", async () => {
    highestSound = 0.003;
    const { runs, ended, goings, unsound } = fragileSession();
    await runs.train(request("a", { hparams }));
    await ended("a");

    const { record } = await runs.open("a");
    expect(record).toMatchObject({ state: "finished", step: 12, halvings: 2 });
    expect(stepsOf(record)).toEqual(oneTo(12));
    expect(
      goings().map(({ goesOn, record: { step, halvings } }) => [goesOn, step, halvings]),
    ).toEqual([
      [true, 0, 1],
      [true, 0, 2],
    ]);
    expect(unsound()).toEqual([]);

    const plain = session(disk(), { registry });
    await plain.runs.train(request("a", { hparams: { ...hparams, learningRate: 0.01 / 4 } }));
    await plain.ended("a");
    expect(await stateOf(runs)).toEqual(await stateOf(plain.runs));
  });

  it("goes on from its last checkpoint, and knows its learning rate in the next session", async () => {
    highestSound = 1;
    const first = fragileSession();
    await first.runs.train(request("a", { hparams }));
    await first.runs.pause("a");
    for (let step = 0; step < 3; step++) await first.runs.step("a");
    const { step } = (await first.runs.open("a")).record;
    highestSound = 0.006;
    await first.runs.step("a");

    expect(first.goings().map(({ record }) => stepsOf(record))).toEqual([oneTo(step)]);
    expect(first.goings()[0]?.record).toMatchObject({ step, halvings: 1 });
    expect((await first.runs.open("a")).record).toMatchObject({ state: "paused", step: step + 1 });
    expect(first.unsound()).toEqual([]);

    const second = fragileSession(first.kept);
    expect(await second.runs.load()).toMatchObject([{ step: step + 1, halvings: 1 }]);
    await second.runs.resume("a");
    await second.ended("a");
    expect(second.goings()).toEqual([]);
    const { record } = await second.runs.open("a");
    expect(record).toMatchObject({ state: "finished", halvings: 1 });
    expect(stepsOf(record)).toEqual(oneTo(12));
  });

  it("fails by name after three times, in its last sound state", async () => {
    highestSound = 0;
    const { runs, events, ended, goings, unsound } = fragileSession();
    await runs.train(request("a", { hparams }));
    const before = await stateOf(runs);
    await ended("a");

    expect(events.at(-1)).toMatchObject({ type: "runState", state: "failed", failure: "Diverged" });
    expect(goings().map(({ goesOn }) => goesOn)).toEqual([true, true, true, false]);
    expect((await runs.open("a")).record).toMatchObject({ step: 0, halvings: 3, history: [] });
    expect(await stateOf(runs)).toEqual(before);
    expect(unsound()).toEqual([]);
  });

  it("recovers from memory where storage fails", async () => {
    highestSound = 0.006;
    const kept = disk();
    vi.spyOn(kept.checkpoints, "write").mockRejectedValue(new StorageFailed("No"));
    const { runs, ended } = fragileSession(kept);
    await runs.train(request("a", { hparams }));
    await ended("a");
    expect((await runs.open("a")).record).toMatchObject({
      state: "finished",
      step: 12,
      halvings: 1,
    });
  });

  it("heeds a pause that was pressed before its last step proved unsound", async () => {
    highestSound = 0.006;
    const { runs, ended, goings } = fragileSession();
    let paused: Promise<void> | undefined;
    onStep = () => {
      paused ??= runs.pause("a");
    };
    await runs.train(request("a", { hparams, data: { ...data, heldOut: [] } })); // nothing else looks at its weights
    await ended("a");
    await paused;
    expect(goings()).toHaveLength(1);
    expect((await runs.open("a")).record).toMatchObject({ state: "paused", step: 0, halvings: 1 });
    await runs.delete("a");
  });

  it("heeds a pause that was pressed while it went back", async () => {
    highestSound = 0.006;
    vi.spyOn(console, "warn").mockImplementation(() => undefined); // says that nothing was compiled
    let compiled = 0;
    let paused: Promise<void> | undefined;
    const opened = session(disk(), {
      registry: { tiny: fragile },
      compiler: () => async () => {
        compiled++;
        if (compiled === 2) paused = opened.runs.pause("a");
        throw new Error("No compiler here");
      },
    });
    await opened.runs.train(request("a", { hparams }));
    await opened.ended("a");
    await paused;
    expect((await opened.runs.open("a")).record).toMatchObject({
      state: "paused",
      step: 0,
      halvings: 1,
    });
  });
});
