/** Runs of a classifier: it is judged on all that is held out and on nothing else, and the counts are kept. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { relativeError } from "../../graph/testing/opCases.ts";
import { finish } from "../../lib/pieces.ts";
import { tallyOf } from "../../lib/verdicts.ts";
import { defaultPatchSettings } from "../../protocol/project.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { openNodeMachine } from "../../wasm/step/testing/nodeMachine.ts";
import { inferenceOver } from "../inference/inference.ts";
import { wasmWeightsOn } from "../inference/wasmWeights.ts";
import { judgePieces } from "../judging/photoVerdicts.ts";
import { registerGradients } from "../ops/gradients.ts";
import { classes, disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";
import { classify } from "./classify.ts";
import type { Validation } from "./validation.ts";

beforeAll(async () => {
  registerWasmKernels();
  registerGradients();
  await tf.setBackend("wasm");
  vi.stubGlobal("ImageData", Object); // previews are not looked at here
  vi.stubGlobal("createImageBitmap", async () => null);
});
afterAll(() => vi.unstubAllGlobals());

const cropsPerPhoto = 150;
/** More held-out patches than are measured of other models. */
const data = {
  classes,
  patches: { ...defaultPatchSettings, size: 16, shortSide: 32, cut: "random", cropsPerPhoto },
  heldOut: ["dark1", "dark2", "bright2"],
} as const;

async function trained(
  changes: Parameters<typeof request>[1] = {},
  tools: Parameters<typeof session>[1] = {},
) {
  const opened = session(disk(), tools);
  await opened.runs.train(request("a", { data, ...changes }));
  await opened.ended("a");
  const run = await opened.runs.open("a");
  return { ...opened, run, record: run.record };
}

/** A run at rest with its patches, and what its validation tells the page. */
async function resting(tools: Parameters<typeof session>[1] = {}) {
  const { run } = await trained({}, tools);
  const { heldOut } = await run.patches.keep();
  const emit = vi.fn();
  const validation = classify.validation?.(run, heldOut as NonNullable<typeof heldOut>, emit);
  return { run, emit, validation: validation as Validation };
}

async function heldOutOf(run: Awaited<ReturnType<typeof resting>>["run"]) {
  const { heldOut } = await run.patches.keep();
  return heldOut as NonNullable<typeof heldOut>; // some photos are held out
}

describe("a classifier's run", () => {
  it("is judged on every held-out patch and photo, and the page is told", async () => {
    const { record, events } = await trained();
    const { verdicts, step } = record;
    expect(verdicts?.step).toBe(step);
    const rows = (counts: readonly (readonly number[])[] = []) =>
      counts.map((row) => row.reduce((sum, count) => sum + count));
    expect(rows(verdicts?.patches)).toEqual([2 * cropsPerPhoto, cropsPerPhoto]);
    expect(rows(verdicts?.photos)).toEqual([2, 1]);
    const told = events.flatMap((event) => (event.type === "verdicts" ? [event.verdicts] : []));
    expect(told.at(-1)).toEqual(verdicts);

    const last = record.history.at(-1)?.values ?? {};
    const { right, count } = tallyOf(verdicts?.patches ?? []);
    expect(last["val.accuracy"]).toBeCloseTo(right / count);
    const recalls = [0, 1].map((label) => last[`val.recall.${label}`] ?? Number.NaN);
    expect((2 * (recalls[0] ?? 0) + (recalls[1] ?? 0)) / 3).toBeCloseTo(right / count);
    expect(last["val.loss"]).toBeGreaterThan(0);
  });

  it("learns to tell dark from bright, as the counts say", async () => {
    const hparams = tinyHparams({ steps: 60, learningRate: 0.05 });
    const { record } = await trained({ hparams });
    expect(record.verdicts?.photos).toEqual([
      [2, 0],
      [0, 1],
    ]);
  });

  it("has no verdicts where nothing is held out", async () => {
    const { record, events } = await trained({ data: { ...data, heldOut: [] } });
    expect(record).not.toHaveProperty("verdicts");
    expect(events.filter(({ type }) => type === "verdicts")).toEqual([]);
    const names = record.history.flatMap(({ values }) => Object.keys(values));
    expect(names.filter((name) => name.startsWith("val."))).toEqual([]);
  });

  it("keeps them for later sessions", async () => {
    const kept = disk();
    const { runs, ended } = session(kept);
    await runs.train(request("a"));
    await ended("a");
    const { verdicts } = (await runs.open("a")).record;
    expect(verdicts).toBeDefined();
    const [record] = await session(kept).runs.load();
    expect(record?.verdicts).toEqual(verdicts);
  });

  it("forgets the verdicts of a state that it went back from", async () => {
    const { run, validation } = await resting();
    await run.toCheckpoint();
    const { verdicts, step } = run.record;
    await validation.measure(step + 1, () => false);
    expect(run.record.verdicts?.step).toBe(step + 1);
    run.goBack();
    expect(run.record.verdicts).toEqual(verdicts);
  });
});

describe("the validation", () => {
  it("notes nothing when it is called off", async () => {
    const { run, emit, validation } = await resting();
    const before = run.record.verdicts;
    expect(await validation.measure(99, () => true)).toBeNull();
    expect(run.record.verdicts).toEqual(before);
    expect(emit).not.toHaveBeenCalled();
  });

  it("throws Diverged instead of counting verdicts that are no numbers", async () => {
    const { run, emit, validation } = await resting();
    const [weight] = run.model.networks.head?.trainableWeights ?? [];
    weight?.write(tf.fill(weight.shape as number[], Number.NaN));
    await expect(validation.measure(99, () => false)).rejects.toMatchObject({ name: "Diverged" });
    expect(emit).not.toHaveBeenCalled();
  });

  it("goes by programs where there is a compiler, to the same verdicts", async () => {
    const machine = await openNodeMachine(1);
    const weights = wasmWeightsOn(async () => machine);
    const { run, validation } = await resting({ openWeights: () => weights });
    const first = await validation.measure(1, () => false); // tried beside tfjs
    const logits = vi.spyOn(run.model, "logits" as never);
    expect(await validation.measure(2, () => false)).toEqual(first);
    expect(logits).not.toHaveBeenCalled();
    const onTfjs = inferenceOver(run.model, null);
    const plain = await finish(judgePieces(onTfjs, await heldOutOf(run)));
    const compiled = await finish(judgePieces(run.inference, await heldOutOf(run)));
    expect(compiled).toHaveLength(3 * cropsPerPhoto);
    expect(relativeError(compiled.flat(), plain.flat())).toBeLessThan(1e-4);
    machine.dispose();
  });

  it("leaks no tensor", async () => {
    const { validation } = await resting();
    await validation.measure(1, () => false);
    const { numTensors } = tf.memory();
    await validation.measure(2, () => false);
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
