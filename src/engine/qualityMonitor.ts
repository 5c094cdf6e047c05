/**
 * How lifelike the samples of one run are while it trains: the same random numbers and the same real
 * patches each time, so that what a curve shows is the model and not the draw.
 */
import { finishUnless, type Pieces } from "../lib/pieces.ts";
import { Rng } from "../lib/rng.ts";
import { mixSeed } from "./batches.ts";
import { NotEnoughData } from "./errors.ts";
import type { ResidentPatches } from "./liveRun.ts";
import { featurePieces, type ImagesAt, smallestSide } from "./metrics/randomFeatures.ts";
import { choosePatches } from "./metrics/realPatches.ts";
import { kidOf, type Yardsticks, yardstickPieces } from "./metrics/yardsticks.ts";

/** Samples, and most real patches of each kind. */
export const monitoredSamples = 256;
/** The same for every run, so that runs compare too. */
export const monitorSeed = 30;

export class QualityMonitor {
  readonly #pieces: Pieces<Yardsticks>;
  #yardsticks: Yardsticks | null = null;

  /** @throws NotEnoughData */
  constructor(patches: ResidentPatches) {
    const chosen = choosePatches(patches, monitoredSamples, new Rng(monitorSeed));
    const orders = new Rng(mixSeed(monitorSeed, 1));
    this.#pieces = yardstickPieces(patches, chosen, orders);
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
   * @param samples     asked for 0…monitoredSamples − 1 in order
   * @param isCalledOff asked now and then
   * @returns           their kernel distance from the real patches; null before the yardsticks are there,
   *                    and where it was called off
   */
  async measure(samples: ImagesAt, isCalledOff: () => boolean): Promise<number | null> {
    if (!this.#yardsticks) return null;
    const features = await finishUnless(featurePieces(monitoredSamples, samples), isCalledOff);
    return features && kidOf(features, this.#yardsticks);
  }
}

const monitors = new WeakMap<ResidentPatches, QualityMonitor>();

/** The one for these patches, for as long as they are on the device; null where they are too few or too small. */
export function monitorOf(patches: ResidentPatches): QualityMonitor | null {
  const known = monitors.get(patches);
  if (known) return known;
  if (patches.training.size < smallestSide) return null;
  try {
    const made = new QualityMonitor(patches);
    monitors.set(patches, made);
    return made;
  } catch (error) {
    if (error instanceof NotEnoughData) return null;
    throw error;
  }
}
