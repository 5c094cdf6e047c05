/**
 * What training takes of the memory, counted before it is taken: patches exactly, as far as they are at hand at once,
 * networks and batches by the widths of their layers.
 */
import { countPatches } from "../../data/cutPatches.ts";
import { limits } from "../../data/limits.ts";
import type { FittingSettings, MemoryNeed, PatchAmount } from "../../protocol/dataset.ts";
import type { PatchSettings } from "../../protocol/project.ts";
import type { Hparams } from "../../protocol/spec.ts";

/** Of a pixel: three bytes as it is cut and once more in order, then packed for tfjs and for a compiled step. */
const bytesAPixel = 3 + 3 + 4 + 4;
/** A weight, its gradient, and two moments. */
const numbersAWeight = 4;
/** Weights of all networks for each squared channel of the first layer, of the widest models. */
const weightsASquaredChannel = 1500;
/** Values that a step keeps for each pixel and channel of the first layer, there and back. */
const valuesAPixel = 8;
const floatBytes = 4;
/** Share of the memory that one page may take for its training. */
const share = 0.5;
/** Browsers say at most 8 GiB, and some nothing. */
const usualGiB = 4;
/** More than that no page is lent at once, whatever there is. */
const mostGiB = 2;

/** @param deviceGiB what the browser says of the machine's memory */
export function memoryBudget(deviceGiB: number = usualGiB): number {
  return Math.min(mostGiB, share * deviceGiB) * 2 ** 30;
}

/** Bytes that training may take here; only some browsers tell of the machine's memory. */
export const budgetHere = (): number =>
  memoryBudget((navigator as { readonly deviceMemory?: number }).deviceMemory);

/** @param budget bytes */
export function memoryNeed(amount: PatchAmount, hparams: Hparams, budget: number): MemoryNeed {
  const { patches: settings } = amount;
  const patches = patchCount(amount, settings);
  const bytes = bytesOf(patches, settings.size, hparams);
  const isTooMuch = bytes > budget;
  return {
    patches,
    bytes,
    budget,
    fits: isTooMuch ? largestThatFits(amount, hparams, budget) : null,
  };
}

const patchCount = ({ sizes }: PatchAmount, settings: PatchSettings): number =>
  sizes.reduce(
    (sum, { width, height, count }) => sum + count * countPatches(width, height, settings),
    0,
  );

function bytesOf(patches: number, size: number, hparams: Hparams): number {
  const width = Number(hparams.width ?? 0); // one that is fitted may have neither
  const batchSize = Number(hparams.batchSize ?? 0);
  const networks = weightsASquaredChannel * width ** 2 * numbersAWeight * floatBytes;
  const batch = batchSize * size ** 2 * width * valuesAPixel * floatBytes;
  const atHand = Math.min(patches * size ** 2, limits.residentPatchBytes / 4);
  return atHand * bytesAPixel + networks + batch;
}

/** Batches first, then less overlap, then random crops as many as fit; null where nothing does. */
function largestThatFits(
  amount: PatchAmount,
  hparams: Hparams,
  budget: number,
): FittingSettings | null {
  const { patches: settings } = amount;
  const { size } = settings;
  const asked = Number(hparams.batchSize ?? 0);
  let batchSize = asked;
  while (batchSize > 1 && bytesOf(0, size, { ...hparams, batchSize }) > budget / 2) {
    batchSize = Math.floor(batchSize / 2);
  }
  const smaller = batchSize === asked ? {} : { batchSize };
  const isEnough = (tried: PatchSettings) =>
    bytesOf(patchCount(amount, tried), size, { ...hparams, batchSize }) <= budget;
  if (isEnough(settings)) return { ...smaller };
  if (settings.cut === "grid") {
    for (let percent = Math.floor(settings.overlap * 20) * 5 - 5; percent >= 0; percent -= 5) {
      const overlap = percent / 100;
      if (isEnough({ ...settings, overlap })) return { ...smaller, overlap };
    }
  }
  const photos = amount.sizes.reduce((sum, { count }) => sum + count, 0);
  const left = budget - bytesOf(0, size, { ...hparams, batchSize });
  const most = settings.cut === "random" ? settings.cropsPerPhoto : 256;
  const cropsPerPhoto = Math.min(most, Math.floor(left / (photos * size ** 2 * bytesAPixel)));
  return cropsPerPhoto >= 1 ? { ...smaller, cut: "random", cropsPerPhoto } : null;
}
