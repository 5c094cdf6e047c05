/** Settings changed while a run trains: refused or noted, and otherwise as if nothing had happened. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { nextTask } from "../../lib/nextTask.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { learningRateOf } from "../../protocol/runSettings.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { fillHparams } from "../models/model.ts";
import { registerGradients } from "../ops/gradients.ts";
import { compilerOn } from "../steps/wasmStep.ts";
import { registry } from "../tasks/registry.ts";
import { disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams, tinyModel } from "../testing/tinyModel.ts";
import { adjusted } from "../training/adjusted.ts";
import type { Runs } from "./runs.ts";

beforeEach(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  vi.stubGlobal("ImageData", class {}); // what a preview is made of in a browser
  vi.stubGlobal("createImageBitmap", async () => ({}));
});
afterAll(() => vi.unstubAllGlobals());

/** What training itself logged. */
function lossesOf({ history, modelId }: RunRecord): [number, ...number[]][] {
  const names = (registry[modelId] ?? tinyModel).losses;
  return history.flatMap(({ step, values }) => {
    const losses = names.map((name) => values[name] ?? Number.NaN);
    return losses.some(Number.isNaN) ? [] : [[step, ...losses] as [number, ...number[]]];
  });
}

const recordOf = async (runs: Runs) => (await runs.open("a")).record;

const long = { hparams: tinyHparams({ steps: 1000 }) };

describe("adjusting a run", () => {
  const gan = fillHparams(registry.gan?.hparams ?? {}, {
    steps: 12,
    batchSize: 4,
    width: 4,
    latentDim: 4,
    averaging: 0.9,
  });

  it.each([
    ["directly", null],
    ["compiled", compilerOn(() => openNodeMachine(1))],
  ])("changes no loss where the setting has no share in it (%s)", async (_, compiler) => {
    const changes = { registry, compiler: () => compiler };
    const asked = request("a", { modelId: "gan", hparams: gan });
    const plain = session(disk(), changes);
    await plain.runs.train(asked);
    await plain.ended("a");

    const { runs, ended, events } = session(disk(), changes);
    await runs.train({ ...asked, hparams: { ...gan, steps: 2000 } });
    await runs.pause("a");
    const { step } = await recordOf(runs);
    for (let taken = step; taken < 5; taken++) await runs.step("a");
    await runs.adjust("a", { steps: Math.max(12, step + 2) });
    await runs.resume("a");
    await ended("a");

    const record = await recordOf(runs);
    expect(record.state).toBe("finished");
    const modes = events.flatMap((event) => (event.type === "stepMode" ? [event.mode.kind] : []));
    expect(modes.at(-1)).toBe(compiler ? "compiled" : "direct");
    const expected = lossesOf(await recordOf(plain.runs));
    expect(lossesOf(record).slice(0, expected.length)).toEqual(expected);
  });

  it.each([
    [0, 0.3],
    [0.5, 0],
  ])("feeds dropout to the step that is compiled: %d → %d", async (before, dropout) => {
    const compile = compilerOn(() => openNodeMachine(1));
    const compiler = vi.fn(compile);
    const { runs, ended } = session(disk(), { registry, compiler: () => compiler });
    const hparams = { ...gan, steps: 2000, dropout: before };
    await runs.train(request("a", { modelId: "gan", hparams }));
    while ((await recordOf(runs)).step < 3) await nextTask();
    await runs.adjust("a", { dropout, steps: (await recordOf(runs)).step + 10 }); // the fewest there are
    await ended("a");
    expect(await recordOf(runs)).toMatchObject({ state: "finished", hparams: { dropout } });
    expect(compiler).toHaveBeenCalledOnce(); // nothing was recorded anew
  });

  it("goes on by itself where it trained, under the new settings", async () => {
    const { runs, states, events, ended } = session(disk());
    await runs.train(request("a", long));
    while ((await recordOf(runs)).step < 3) await nextTask();
    await runs.adjust("a", { learningRate: 0.002, steps: 400 });
    const { step, state } = await recordOf(runs);
    expect(state).toBe("training");
    await ended("a");
    expect(states("a")).toEqual(["training", "finished"]); // nothing stopped for it

    const record = await recordOf(runs);
    expect(record.step).toBe(400);
    expect(record.hparams).toMatchObject({ learningRate: 0.002, steps: 400 });
    const before = { learningRate: 0.01, steps: 1000 };
    const note = { step, before, changes: { learningRate: 0.002, steps: 400 } };
    expect(record.adjustments).toEqual([note]);
    const told = events.flatMap((event) => (event.type === "adjusted" ? [event.settings] : []));
    expect(told).toEqual([{ hparams: record.hparams, adjustments: [note] }]);
    const rateAt = (at: number) =>
      record.history.find((point) => point.step === at)?.values.learningRate;
    expect([rateAt(step), rateAt(step + 1), rateAt(400)]).toEqual([0.01, 0.002, 0.002]);
  });

  it("is kept: a paused run of an earlier session is changed, and found changed", async () => {
    const kept = disk();
    const first = session(kept);
    await first.runs.train(request("a", long));
    await first.runs.pause("a");

    const second = session(kept);
    await second.runs.load();
    await second.runs.adjust("a", { learningRate: 0.5 });
    expect(second.states("a")).toEqual([]);

    const [record] = await session(kept).runs.load();
    expect(record).toMatchObject({ state: "paused", hparams: { learningRate: 0.5 } });
    expect(record?.adjustments).toHaveLength(1);
  });

  it("leaves a run alone that has ended", async () => {
    const { runs, ended } = session(disk());
    await runs.train(request("a"));
    await ended("a");
    const before = await recordOf(runs);
    await expect(runs.adjust("a", { learningRate: 0.5 })).rejects.toMatchObject({
      name: "BadSetting",
    });
    expect(await recordOf(runs)).toEqual(before);
  });

  it("waits for the one step under way and does not go on after it", async () => {
    const { runs } = session(disk());
    await runs.train(request("a", long));
    await runs.pause("a");
    const { step } = await recordOf(runs);
    await Promise.all([runs.step("a"), runs.adjust("a", { learningRate: 0.5 })]);
    expect(await recordOf(runs)).toMatchObject({ state: "paused", step: step + 1 });
  });
});

describe("adjusted settings", () => {
  const run = { step: 10, hparams: tinyHparams() };

  it.each([
    ["a field that sets the networks", { batchSize: 8 }],
    ["a field that the model lacks", { toString: 1 }],
    ["a value outside of the range", { learningRate: 2 }],
    ["a value of another kind", { steps: "many" }],
    ["an end that has passed", { steps: 10 }],
  ])("refuse %s", (_, changes) => {
    expect(() => adjusted(run, tinyModel, changes)).toThrow(
      expect.objectContaining({ name: "BadSetting" }),
    );
  });

  it("are none where all stays as it is", () => {
    expect(adjusted(run, tinyModel, { learningRate: 0.01, steps: 20 })).toBeNull();
  });

  it("take a learning rate as it is set, whatever was halved before", () => {
    const halved = { ...run, halvings: 2 };
    expect(adjusted(halved, tinyModel, { steps: 30 })).toMatchObject({ halvings: 2 });
    const set = adjusted(halved, tinyModel, { learningRate: 0.01 });
    expect(set).not.toHaveProperty("halvings");
    expect(set?.adjustments?.[0]?.before).toEqual({ learningRate: 0.0025 });
    expect(learningRateOf({ ...halved, ...set, halvings: 0 })).toBe(0.01);
  });
});
