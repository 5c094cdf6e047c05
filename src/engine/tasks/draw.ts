/** Pictures out of random numbers. */
import { Rng } from "../../lib/rng.ts";
import { UnknownRun } from "../errors.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { Generative } from "../models/model.ts";
import type { Images } from "../pictures/images.ts";
import { drawn, samplesOf } from "../quality/modelSamples.ts";
import type { AskedPictures, MadePictures, PreviewRows, Task } from "./task.ts";

/** Of a model that is told no classes. */
const sampleRows = 2;
/** A model that is told classes draws a row of each, of the same z. */
const mostClassRows = 8;
/** The same z for every run, so that runs compare too. */
const previewSeed = 20;

export const draw: Task = {
  spec: { id: "generate", desk: "generate", makes: "drawings" },
  preview: (run, _, columns) => sampled(run, columns),
  pictures: { watched: [null], make: (run, _, asked) => drawings(run, asked) },
};

/** @throws UnknownRun when the model cannot generate */
export function generativeOf(model: BuiltModel, runId: string): Generative {
  if (!model.latentShape || !model.generate) throw new UnknownRun(`Run ${runId} cannot generate`);
  return model as BuiltModel & Generative; // checked above
}

async function sampled(run: InferringRun, columns: number): Promise<PreviewRows> {
  const { classes = 0 } = generativeOf(run.inference.model, run.record.runId);
  const pictures = (count: number, label?: number) => {
    const made = drawings(run, { label, count, rng: new Rng(previewSeed) });
    return drawn(made.imagesAt, count);
  };
  if (classes === 0) {
    const rows = [await pictures(sampleRows * columns)];
    return { rows, groups: rows, classes };
  }
  const rows: Images[] = [];
  for (let label = 0; label < Math.min(classes, mostClassRows); label++)
    rows.push(await pictures(columns, label));
  return { rows, groups: rows, classes };
}

function drawings(
  { inference, record }: InferringRun,
  { label, count, rng }: AskedPictures,
): MadePictures {
  const generative = generativeOf(inference.model, record.runId);
  const { classes = 0 } = generative;
  if (label !== undefined && label >= classes)
    throw new UnknownRun(`Run ${record.runId} draws no class ${label}`);
  const { size } = record.data.patches;
  return { count, imagesAt: samplesOf(inference, generative, size, { count, rng, label }) };
}
