/** Pictures out of random numbers. */
import type * as tf from "@tensorflow/tfjs";
import { Rng } from "../../lib/rng.ts";
import { UnknownRun } from "../errors.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { onlyClass } from "../models/classWeights.ts";
import { randomLatents } from "../models/latents.ts";
import type { Generative } from "../models/model.ts";
import { samplesOf } from "../quality/modelSamples.ts";
import type { AskedPictures, MadePictures, PreviewRows, Task, TrainedModel } from "./task.ts";

/** Of a model that is told no classes. */
const sampleRows = 2;
/** A model that is told classes draws a row of each, of the same z. */
const mostClassRows = 8;
/** The same z for every run, so that runs compare too. */
const previewSeed = 20;

export const draw: Task = {
  spec: { id: "generate", desk: "generate", makes: "drawings" },
  preview: (model, _, columns) => sampled(generativeOf(model, ""), columns),
  pictures: { watched: [null], make: (trained, _, asked) => drawn(trained, asked) },
};

/** @throws UnknownRun when the model cannot generate */
export function generativeOf(model: BuiltModel, runId: string): Generative {
  if (!model.latentShape || !model.generate) throw new UnknownRun(`Run ${runId} cannot generate`);
  return model as BuiltModel & Generative; // checked above
}

function sampled(model: Generative, columns: number): PreviewRows {
  const { classes = 0 } = model;
  const pictures = (count: number, weights?: tf.Tensor2D) =>
    model.generate(randomLatents(model, count, new Rng(previewSeed)), weights);
  const rows =
    classes === 0
      ? [pictures(sampleRows * columns)]
      : Array.from({ length: Math.min(classes, mostClassRows) }, (_, label) =>
          pictures(columns, onlyClass(columns, classes, label)),
        );
  return { rows, groups: rows, classes };
}

function drawn(
  { model, record }: TrainedModel,
  { label, count, rng }: AskedPictures,
): MadePictures {
  const generative = generativeOf(model, record.runId);
  if (label === undefined) return { count, imagesAt: samplesOf(generative, count, rng) };
  const { latentShape, classes = 0 } = generative;
  if (label >= classes) throw new UnknownRun(`Run ${record.runId} draws no class ${label}`);
  const ofClass = {
    latentShape,
    generate: (z: tf.Tensor) =>
      generative.generate(z, onlyClass(z.shape[0] as number, classes, label)),
  };
  return { count, imagesAt: samplesOf(ofClass, count, rng) };
}
