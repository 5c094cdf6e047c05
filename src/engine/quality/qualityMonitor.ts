/**
 * How lifelike the samples of one run are while it trains: the same random numbers and the same real
 * patches each time, so that what a curve shows is the model and not the draw.
 */
import { type Breathe, finishUnless, type Pieces } from "../../lib/pieces.ts";
import { mixSeed, Rng } from "../../lib/rng.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { NotEnoughData } from "../errors.ts";
import { type FeatureNet, featurePieces, type ImagesAt } from "./featureNet.ts";
import { smallestSide } from "./randomFeatures.ts";
import { choosePatches } from "./realPatches.ts";
import { kidOf, type Yardsticks, yardstickPieces } from "./yardsticks.ts";

/** Pictures, and real patches of each kind, at most. */
export const monitoredSamples = 256;
/** The same for every run, so that runs compare too. */
export const monitorSeed = 30;

export interface MonitoredPictures {
  readonly count: number;
  readonly imagesAt: ImagesAt;
}

export class QualityMonitor {
  readonly #pieces: Pieces<Yardsticks>;
  #yardsticks: Yardsticks | null = null;

  /**
   * @param net   only figures of the random one compare across runs
   * @param label the class of the real patches; all where left out
   * @throws NotEnoughData
   */
  constructor(patches: ResidentPatches, net: FeatureNet, label?: number) {
    const chosen = choosePatches(patches, monitoredSamples, new Rng(monitorSeed), label);
    const orders = new Rng(mixSeed(monitorSeed, 1));
    this.#pieces = yardstickPieces(net, patches, chosen, orders);
  }

  /** Null until the real patches have been looked at. */
  get yardsticks(): Yardsticks | null {
    return this.#yardsticks;
  }

  /** Looks at the next few real patches. */
  async prepare(): Promise<void> {
    if (this.#yardsticks) return;
    const turn = await this.#pieces.next();
    if (turn.done) this.#yardsticks = turn.value;
  }

  /**
   * @param pictures    asked for 0…count − 1 in order; at least two
   * @param isCalledOff asked now and then
   * @returns           their kernel distance from the real patches; null before the yardsticks are there,
   *                    and where it was called off
   */
  async measure(
    { count, imagesAt }: MonitoredPictures,
    isCalledOff: () => boolean,
    breathe?: Breathe,
  ): Promise<number | null> {
    if (!this.#yardsticks) return null;
    const features = await finishUnless(
      featurePieces(this.#yardsticks.net, count, imagesAt),
      isCalledOff,
      breathe,
    );
    return features && kidOf(features, this.#yardsticks, breathe);
  }
}

/** By the class of the real patches; -1 for all. */
const monitors = new WeakMap<ResidentPatches, Map<number, QualityMonitor>>();

/**
 * The one for these patches, for as long as they are on the device; null where they are too few or too small.
 * @param net   the random one of the run that the patches are of
 * @param label the class of the real patches; all where left out
 */
export function monitorOf(
  patches: ResidentPatches,
  net: FeatureNet,
  label?: number,
): QualityMonitor | null {
  const ofPatches = monitors.get(patches) ?? new Map<number, QualityMonitor>();
  monitors.set(patches, ofPatches);
  const known = ofPatches.get(label ?? -1);
  if (known) return known;
  if (patches.training.size < smallestSide) return null;
  try {
    const made = new QualityMonitor(patches, net, label);
    ofPatches.set(label ?? -1, made);
    return made;
  } catch (error) {
    if (error instanceof NotEnoughData) return null;
    throw error;
  }
}
