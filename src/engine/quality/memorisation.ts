/**
 * Which training patches a model's samples look most like, how close they are, and how many are near
 * copies. Close is what is closer than new photos of the same textures are: see `copyRate.ts`.
 */
import type { Breathe } from "../../lib/pieces.ts";
import { Rng } from "../../lib/rng.ts";
import type { Likeness } from "../../protocol/quality.ts";
import { patchImages } from "../dataset/patchImages.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { type Images, joined, type Mirroring, mirrored, rowsOf } from "../pictures/images.ts";
import {
  type Closest,
  closestOf,
  comparedBreaths,
  distanceQuantiles,
  falseAlarms,
  mirroredFeatures,
  mirrorings,
  shareBelow,
} from "./copyRate.ts";
import { type FeatureNet, featuresBy, imagesAtOnce } from "./featureNet.ts";
import type { FeatureRows } from "./nearest.ts";
import { choosePatches, noPhoto, realPatchesOf, realPhotosOf } from "./realPatches.ts";
import { type FeatureScale, scaleOf, standardized } from "./standardize.ts";

/** Real patches whose distances say what is close; chosen by this seed. */
const mostReal = 256;
const realSeed = 40;
/** Shares of new photos' patches that are at most as close as a copy, as a close picture, as a usual one. */
const likenessShares = [falseAlarms, 0.25, 0.95] as const;

/** What samples are held against, for one set of patches. */
interface Known {
  readonly scale: FeatureScale;
  readonly training: FeatureRows;
  /** Distances that `likenessShares` of the real patches do not exceed. */
  readonly thresholds: readonly number[];
}

/** For as long as the patches are on the device. */
const knownOf = new WeakMap<ResidentPatches, Promise<Known>>();

/** Breaths that it takes for so many samples, about. */
export function memorisationBreaths(count: number, patches: ResidentPatches): number {
  const { training } = patches;
  const known = knownOf.has(patches)
    ? 0
    : Math.ceil(training.count / imagesAtOnce) +
      comparedBreaths(Math.min(mostReal, training.count));
  return known + comparedBreaths(count);
}

export interface Memorised {
  /** 2 · pairs, each sample followed by its training patch, mirrored to be most alike. */
  readonly images: Images;
  /** How close the two of each pair are, the closest first. */
  readonly pairs: readonly Likeness[];
  /** Share of all samples, 0…1; NaN where all real patches are of one photo. */
  readonly copyRate: number;
}

/**
 * @param net  the random one
 * @param most pairs that are given: the closest ones
 * @throws NotEnoughData
 */
export async function memorisation(
  net: FeatureNet,
  samples: Images,
  patches: ResidentPatches,
  most: number,
  breathe?: Breathe,
): Promise<Memorised> {
  const { scale, training, thresholds } = await knownFor(net, patches, breathe);
  const { count } = samples;
  const rowsAt = async (run: Int32Array) => rowsOf(samples, run[0] ?? 0, run.length);
  const views = await mirroredFeatures(net, count, rowsAt, breathe);
  const closest = await closestOf(
    {
      views: views.map((features) => standardized(features, scale)),
      photos: new Int32Array(count).fill(noPhoto),
    },
    training,
    breathe,
  );
  const shown = [...closest.distances.keys()]
    .sort((a, b) => (closest.distances[a] as number) - (closest.distances[b] as number))
    .slice(0, most);
  const pairs = await Promise.all(shown.map((at) => pairAt(at, samples, patches, closest)));
  return {
    images: joined(pairs.flat()),
    pairs: shown.map((at) => likenessOf(closest.distances[at] as number, thresholds)),
    copyRate: shareBelow(closest.distances, thresholds[0] ?? Number.NaN),
  };
}

/** A sample and its training patch. */
async function pairAt(
  at: number,
  samples: Images,
  { training }: ResidentPatches,
  { places, views }: Closest,
): Promise<[Images, Images]> {
  const patch = await patchImages(training, places.slice(at, at + 1));
  // The sample was mirrored to be like the patch; mirroring the patch comes to the same.
  return [rowsOf(samples, at, 1), mirrored(patch, mirrorings[views[at] as number] as Mirroring)];
}

function likenessOf(distance: number, [copy, close, usual]: readonly number[]): Likeness {
  if (distance < (copy ?? Number.NaN)) return "copy";
  if (distance < (close ?? Number.NaN)) return "close";
  return distance > (usual ?? Number.NaN) ? "far" : "usual";
}

async function knownFor(
  net: FeatureNet,
  patches: ResidentPatches,
  breathe?: Breathe,
): Promise<Known> {
  const known = knownOf.get(patches) ?? lookAt(net, patches, breathe);
  knownOf.set(patches, known);
  known.catch(() => knownOf.delete(patches));
  return known;
}

async function lookAt(
  net: FeatureNet,
  patches: ResidentPatches,
  breathe?: Breathe,
): Promise<Known> {
  const { training } = patches;
  const chosen = choosePatches(patches, mostReal, new Rng(realSeed));
  const trainingAt = (run: Int32Array) => patchImages(training, run);
  const features = await featuresBy(net, training.count, trainingAt, breathe);
  const scale = scaleOf(features, net.kinds);
  const photos = realPhotosOf(patches, chosen);
  const views = await mirroredFeatures(net, photos.length, realPatchesOf(patches, chosen), breathe);
  const rows = { features: standardized(features, scale), photos: training.photos };
  const real = { views: views.map((view) => standardized(view, scale)), photos };
  const thresholds = distanceQuantiles(await closestOf(real, rows, breathe), likenessShares);
  return { scale, training: rows, thresholds };
}
