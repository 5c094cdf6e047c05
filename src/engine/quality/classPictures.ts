/**
 * Pictures that a model makes of one class: drawn in it by a model that is told classes, or translated
 * into it out of the other domain.
 */
import type { Rng } from "../../lib/rng.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { UnknownRun } from "../errors.ts";
import { generativeOf, type TrainedModel, translating } from "../inference/abilities.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { onlyClass } from "../models/classWeights.ts";
import type { ImagesAt } from "./featureNet.ts";
import { samplesOf } from "./modelSamples.ts";
import { patchesAt } from "./realPatches.ts";

export interface ClassPictures {
  /** As many as wanted, unless there are fewer patches to translate. */
  readonly count: number;
  readonly imagesAt: ImagesAt;
  /** What each was translated from. */
  readonly sourcesAt?: ImagesAt;
}

/** @throws UnknownRun when the model makes no pictures of this class alone */
export function classPictures(
  { model, record }: TrainedModel,
  patches: ResidentPatches,
  label: number,
  count: number,
  rng: Rng,
): ClassPictures {
  if (model.translate) return translations(model, record.runId, patches, label, count, rng);
  const { latentDim, classes = 0, generate } = generativeOf(model, record.runId);
  if (label >= classes) throw new UnknownRun(`Run ${record.runId} draws no class ${label}`);
  const ofClass = {
    latentDim,
    generate: (z: Parameters<typeof generate>[0]) =>
      generate.call(model, z, onlyClass(z.shape[0], classes, label)),
  };
  return { count, imagesAt: samplesOf(ofClass, count, rng) };
}

/** Of patches that were not trained on, where there are any. */
function translations(
  model: BuiltModel,
  runId: string,
  { training, heldOut }: ResidentPatches,
  label: number,
  count: number,
  rng: Rng,
): ClassPictures {
  const translator = translating(model, runId);
  const set = heldOut ?? training;
  const sources = set.indicesOf(1 - label);
  const order = rng.permutation(sources.length).slice(0, count);
  const chosen = Int32Array.from(order, (at) => sources[at] as number);
  const sourcesAt = patchesAt(set, chosen);
  return {
    count: chosen.length,
    imagesAt: (run) => translator.translate(sourcesAt(run), label),
    sourcesAt,
  };
}
