/** What a generative model's pictures are worth beside real patches. */
import type { KidYardsticks } from "./run.ts";

/** What a generative model's samples are worth beside real patches; docs/models.md says how it is measured. */
export interface Quality {
  /** Kernel distance of samples from real patches; around `kidFloor` at best. */
  readonly kid: number;
  /** The same for other real patches… */
  readonly kidFloor: number;
  /** …and for those with their pixels shuffled; smooth pictures can lie beyond it. */
  readonly kidCeiling: number;
  /** Of translations: the kernel distance of the patches that they were made from. */
  readonly kidSource?: number;
  /** Share of samples that are near copies of training patches, about 0.01 by chance; NaN with one photo only. */
  readonly copyRate: number;
  /** Real patches that the samples were held against: held-out ones, filled up with training patches. */
  readonly heldOutPatches: number;
  readonly trainingPatches: number;
}

/** The kernel distance of a run's pictures, and its yardsticks, by what a classifier of the user's looks at. */
export interface DistanceByClassifier extends KidYardsticks {
  readonly kid: number;
  /** The step that the pictures are of. */
  readonly step: number;
}

/**
 * How close a sample is to its nearest training patch: closer than nearly all new photos' patches are,
 * than most of them, as close as they are, or farther than nearly all.
 */
export type Likeness = "copy" | "close" | "usual" | "far";

/** What a generative model's samples have of its training patches. */
export interface Memorisation {
  /** Pairs side by side, `columns` 2: a sample, and the training patch most like it, mirrored as fits best. */
  readonly sheet: ImageBitmap;
  /** One a pair, the closest first; the closest of all samples are shown. */
  readonly pairs: readonly Likeness[];
  /** Share of all samples that are near copies, about 0.01 by chance; NaN with one photo only. */
  readonly copyRate: number;
  /** The step that the samples are of. */
  readonly step: number;
}

/** Measures of a run that people ask for: long work, by the id given first. Throw `Cancelled`. */
export interface QualityApi {
  /**
   * The distance that a run logs while it trains, by the features of classifier run `judgeId` instead of the
   * fixed network's; takes a while. Throws `UnknownRun`, `NotEnoughData`.
   */
  distanceByClassifier(
    workId: string,
    runId: string,
    judgeId: string,
  ): Promise<DistanceByClassifier>;
  /**
   * `count` samples beside the training patches most like them; takes a while. Throws `NotEnoughData`.
   * @param most pairs that are shown
   */
  memorisation(
    workId: string,
    runId: string,
    count: number,
    most: number,
    seed: number,
  ): Promise<Memorisation>;
}
