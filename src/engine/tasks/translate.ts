/** Pictures of one class as they would look in another. */
import { centreOf } from "../../data/centreOf.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { scaledSize } from "../../data/scaledSize.ts";
import { scaleImage } from "../../data/scaleImage.ts";
import { evenly } from "../../lib/evenly.ts";
import { Rng } from "../../lib/rng.ts";
import type { Translation } from "../../protocol/inference.ts";
import type { PhotoSource } from "../../protocol/project.ts";
import { inRuns } from "../dataset/batches.ts";
import { patchImages } from "../dataset/patchImages.ts";
import type { PatchSet } from "../dataset/patchSet.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { UnknownRun } from "../errors.ts";
import * as forwards from "../inference/forward.ts";
import type { InferringRun } from "../inference/inferringRun.ts";
import { atLeast, toNumbers } from "../inference/numbers.ts";
import { rowsOfImages } from "../inference/rows.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import type { Translating } from "../models/model.ts";
import { contactSheet, sheetOf, toBitmap } from "../pictures/contactSheet.ts";
import { type Images, joined, rowsOf } from "../pictures/images.ts";
import { patchesAt } from "../quality/realPatches.ts";
import type { AskedPictures, MadePictures, PreviewRows, Task } from "./task.ts";

/** Longest side of a photo that is translated, px; memory grows with the area. */
const mostTranslatedSide = 512;
const pairsAtOnce = 32;

/** Each way is held against its own class, because either alone would praise a model that leaves everything as it is. */
export const translate: Task = {
  spec: { id: "translate", desk: "generate", makes: "translations" },
  preview: (run, { training, heldOut }, columns) => bothWays(run, heldOut ?? training, columns),
  pictures: { watched: [0, 1], make: translated },
};

/** @throws UnknownRun when the model cannot translate */
function translating(model: BuiltModel, runId: string): Translating {
  if (!model.translate) throw new UnknownRun(`Run ${runId} cannot translate`);
  return model as BuiltModel & Translating; // checked above
}

/** A row of patches of either domain above how they look in the other. */
async function bothWays(
  run: InferringRun,
  patches: PatchSet,
  columns: number,
): Promise<PreviewRows> {
  const rows: Images[] = [];
  for (const source of [0, 1]) {
    const all = patches.indicesOf(source);
    if (all.length < columns) continue;
    const shown = evenly(all.length, columns).map((at) => all[at] as number);
    const images = await patchImages(patches, shown);
    rows.push(images, await inDomain(run, 1 - source, images));
  }
  return { rows };
}

/** At most `largestBatch`. */
async function inDomain(
  { inference, record }: InferringRun,
  target: number,
  images: Images,
): Promise<Images> {
  translating(inference.model, record.runId);
  const { side } = images;
  const forward = (batch: number) => forwards.translating(target, batch, side, side);
  return { ...images, values: await rowsOfImages(inference, forward, images) };
}

/** Of patches that were not trained on, where there are any. */
function translated(
  run: InferringRun,
  { training, heldOut }: ResidentPatches,
  { label, count, rng }: AskedPictures,
): MadePictures {
  const { runId } = run.record;
  translating(run.inference.model, runId);
  if (label === undefined) throw new UnknownRun(`Run ${runId} translates into a class`);
  const set = heldOut ?? training;
  const sources = set.indicesOf(1 - label);
  const order = rng.permutation(sources.length).slice(0, count);
  const chosen = Int32Array.from(order, (at) => sources[at] as number);
  const sourcesAt = patchesAt(set, chosen);
  return {
    count: chosen.length,
    imagesAt: async (places) => inDomain(run, label, await sourcesAt(places)),
    sourcesAt,
  };
}

/**
 * A whole photo as it would look in domain `target` (0 or 1), scaled as the run's photos are. In one
 * piece, so that no seam shows.
 */
export async function translatePhoto(
  { inference, record }: InferringRun,
  photo: Blob | PhotoSource,
  target: number,
  resolvePhoto: ResolvePhoto,
): Promise<Translation> {
  translating(inference.model, record.runId);
  const { size, shortSide } = record.data.patches;
  const image = await resolvePhoto(photo, { shortSide });
  const bounded = scaleImage(image, scaledSize(image, { maxSide: mostTranslatedSide }));
  const whole = atLeast(bounded, size);
  const even = centreOf(whole, whole.width - (whole.width % 2), whole.height - (whole.height % 2));
  const { height, width } = even;
  const forward = forwards.translating(target, 1, height, width);
  const feeds = { images: toNumbers(even.pixels) };
  const { images } = await inference.use((compute) => compute(forward, feeds));
  const drawn = sheetOf(images as Float32Array, { count: 1, height, width }, 1); // what `translating` gives
  return { photo: await toBitmap(even), picture: await toBitmap(drawn) };
}

/** As `EngineApi.translations`. @throws UnknownRun when the model does not translate */
export async function translatedPatches(
  trained: InferringRun,
  patches: ResidentPatches,
  target: number,
  count: number,
  seed: number,
): Promise<Uint8Array> {
  const pictures = translated(trained, patches, { label: target, count, rng: new Rng(seed) });
  const { size } = patches.training;
  const bytes = new Uint8Array(2 * pictures.count * size * size * 3);
  for (const run of inRuns(pictures.count, pairsAtOnce)) {
    const sources = (await pictures.sourcesAt?.(run)) as Images; // a translator has them
    const made = await pictures.imagesAt(run);
    const both = [...run.keys()].flatMap((at) => [rowsOf(sources, at, 1), rowsOf(made, at, 1)]);
    const { pixels } = contactSheet(joined(both), 1);
    bytes.set(pixels, 2 * (run[0] as number) * size * size * 3);
  }
  return bytes;
}
