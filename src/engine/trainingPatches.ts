/** From a run's frozen data to patches in memory, held-out photos apart from the others. */
import { cutPatches } from "../data/cutPatches.ts";
import { UnreadableImage } from "../data/errors.ts";
import type { ResolvePhoto } from "../data/resolvePhoto.ts";
import { placesRng } from "../lib/patchPlaces.ts";
import type { Photo, TrainingData } from "../protocol/project.ts";
import type { Needs } from "../protocol/spec.ts";
import { NotEnoughData } from "./errors.ts";
import type { PatchBytes } from "./patchSet.ts";

export interface SplitPatches {
  readonly training: PatchBytes;
  /** May be empty. */
  readonly heldOut: PatchBytes;
}

/** Photos read at the same time. */
const readsAtOnce = 4;

/**
 * Reads and cuts every photo; one that cannot be read any more is left out.
 * @throws NotEnoughData when what is left cannot train a model with these needs
 */
export async function splitPatches(
  data: TrainingData,
  needs: Needs,
  resolvePhoto: ResolvePhoto,
): Promise<SplitPatches> {
  const heldOut = new Set(data.heldOut);
  const entries = data.classes.flatMap((entry, label) =>
    entry.photos.map((photo) => ({ photo, label })),
  );
  const cut = await inTurns(entries, ({ photo }, index) =>
    patchesOf(photo, index, data, resolvePhoto),
  );
  const collect = (isHeldOut: boolean): PatchBytes => {
    const chosen = entries.flatMap(({ photo, label }, index) =>
      heldOut.has(photo.id) === isHeldOut
        ? [{ label, index, pixels: cut[index] as Uint8Array }]
        : [],
    );
    return joined(chosen, data.patches.size);
  };
  const training = collect(false);
  requireEnough(training, needs);
  return { training, heldOut: collect(true) };
}

function requireEnough(training: PatchBytes, needs: Needs): void {
  if (training.labels.length === 0) throw new NotEnoughData("No photo to train on");
  if (needs !== "images" && new Set(training.labels).size < 2) {
    throw new NotEnoughData("Two classes with photos are needed");
  }
}

async function patchesOf(
  photo: Photo,
  index: number,
  { patches }: TrainingData,
  resolvePhoto: ResolvePhoto,
): Promise<Uint8Array> {
  try {
    const image = await resolvePhoto(photo.source, { shortSide: patches.shortSide });
    return cutPatches(image, patches, placesRng(patches.seed, index));
  } catch (error) {
    if (error instanceof UnreadableImage) return new Uint8Array(0);
    throw error;
  }
}

function joined(
  parts: readonly { label: number; index: number; pixels: Uint8Array }[],
  size: number,
): PatchBytes {
  const patchBytes = size * size * 3;
  const counts = parts.map(({ pixels }) => pixels.length / patchBytes);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const pixels = new Uint8Array(total * patchBytes);
  const labels = new Int32Array(total);
  const photos = new Int32Array(total);
  let next = 0;
  for (const [at, part] of parts.entries()) {
    const count = counts[at] as number; // one a part
    pixels.set(part.pixels, next * patchBytes);
    labels.fill(part.label, next, next + count);
    photos.fill(part.index, next, next + count);
    next += count;
  }
  return { size, pixels, labels, photos };
}

/** Maps in order with a few calls in flight; where one fails no other begins. */
export async function inTurns<Input, Output>(
  inputs: readonly Input[],
  act: (input: Input, index: number) => Promise<Output>,
): Promise<Output[]> {
  const outputs: Output[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < inputs.length; index = next++) {
      outputs[index] = await act(inputs[index] as Input, index).catch((error: unknown) => {
        next = inputs.length;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, worker));
  return outputs;
}
