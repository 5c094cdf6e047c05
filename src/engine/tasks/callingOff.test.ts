/** Whatever is measured leaves nothing on the device where it is called off, and breathes no more. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Counting } from "../../lib/pieces.ts";
import { Rng } from "../../lib/rng.ts";
import type { Photo, TextureClass } from "../../protocol/project.ts";
import type { RunRecord } from "../../protocol/run.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { Cancelled } from "../errors.ts";
import { inferenceOver } from "../inference/inference.ts";
import { classifier } from "../models/classifier.ts";
import { gan } from "../models/gan.ts";
import { fillHparams, type ModelDefinition } from "../models/model.ts";
import { proceduralPatches } from "../testing/proceduralPatches.ts";
import type { Work } from "../work/works.ts";
import { evaluateRun } from "./classifying.ts";
import { memorisationOf } from "./drawing.ts";
import { distanceByJudge, qualityOf } from "./pictureMeasures.ts";
import { tasksOf } from "./registry.ts";
import type { TrainedModel } from "./task.ts";

const size = 32;
const patterns = ["wood", "cells"] as const;
const photos: Photo[] = [0, 1, 2, 3, 4, 5].map((seed) => ({
  id: String(seed),
  name: String(seed),
  source: { kind: "procedural", pattern: "wood", seed },
  width: 96,
  height: 96,
}));
const labels = photos.map((_, at) => at % 2);
const classes: TextureClass[] = patterns.map((name) => ({ id: name, name, photos: [] }));

let patches: ResidentPatches;
let judge: TrainedModel & { readonly record: RunRecord };
let drawing: typeof judge;

beforeAll(async () => {
  vi.stubGlobal("ImageData", class {}); // pictures are not looked at here
  vi.stubGlobal("createImageBitmap", async () => ({}));
  registerWasmKernels();
  await tf.setBackend("wasm");
  const drawings = (count: number, seed: number) =>
    new PatchSet(proceduralPatches(patterns, count, size, seed));
  patches = { training: drawings(9, 1), heldOut: drawings(3, 1001) };
  judge = untrained(classifier);
  drawing = untrained(gan);
});
afterAll(() => {
  vi.unstubAllGlobals();
  tf.disposeVariables();
  patches.training.dispose();
  patches.heldOut?.dispose();
});

function untrained(definition: ModelDefinition) {
  const values = fillHparams(definition.hparams, { width: 4 });
  const model = definition.build(values, { size, classes: 2 }, new Rng(1));
  const cut = { size, shortSide: 96, cut: "grid", overlap: 0, seed: 1, cropsPerPhoto: 4 };
  const record = { runId: "r", step: 7, data: { classes, patches: cut, heldOut: [] } };
  const inference = inferenceOver(model, null);
  return { inference, tasks: tasksOf(definition), record: record as unknown as RunRecord }; // all that is read
}

const black = async () => ({ width: 96, height: 96, pixels: new Uint8Array(96 * 96 * 3) });

/** Called off at a breath; counts those that are taken. */
function calledOffAt(last: number) {
  const log = { breaths: 0 };
  const breathe = async () => {
    log.breaths++;
    if (log.breaths === last) throw new Cancelled("enough");
  };
  const counting: Counting = () => breathe;
  const work: Work = {
    signal: new AbortController().signal,
    progress: () => undefined,
    breathe,
    counting,
  };
  return { log, work };
}

const count = 17;
/** By kind: how it is done, and breaths at which it is called off. */
const kinds = {
  memorisation: [
    [1, 3, 9],
    ({ counting }: Work) =>
      memorisationOf(drawing, { ...patches }, { count, most: 4, seed: 1 }, counting),
  ],
  quality: [
    [1, 5, 12],
    ({ counting }: Work) => qualityOf(drawing, patches, count, 1, undefined, counting),
  ],
  secondOpinion: [
    [1, 8],
    ({ counting }: Work) => distanceByJudge(drawing, patches, judge, counting),
  ],
  checking: [[1], (work: Work) => evaluateRun(judge, photos, labels, false, black, work)],
} as const;

it.each(Object.entries(kinds))("%s", async (_, [lasts, measure]) => {
  await measure(calledOffAt(2).work).catch(() => null); // makes what stays, e.g. the network that looks
  const { numTensors, numBytes } = tf.memory();
  for (const last of lasts) {
    const { log, work } = calledOffAt(last);
    const end = measure(work).then(() => null);
    await expect(end).rejects.toMatchObject({ name: "Cancelled" });
    expect(log.breaths).toBe(last);
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
  }
});
