/** What a trained model can do for a user. */
import type { PixelMap } from "./answers.ts";
import type { PhotoSource } from "./project.ts";

/** px */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** What a picture is drawn from. */
export interface Drawing {
  /** [latentDim]; where the model draws from a field, all of it [h, w, d], or one cell [d] that holds everywhere. */
  readonly z: Float32Array;
  /**
   * How much of each of the run's classes, summing to 1, where its model is told classes: [classes], or by place
   * [h, w, classes].
   */
  readonly weights?: Float32Array | undefined;
  /** A patch where left out, as of a model that draws nothing else. */
  readonly size?: PictureSize;
}

export interface LatentSpace {
  /** Dimensions, the one that changes the picture most first. */
  readonly order: readonly number[];
  /** Share of the picture's change that each dimension causes, by dimension index; sums to 1. */
  readonly importance: readonly number[];
}

/** One of several photos to judge. */
export interface PhotoToJudge {
  readonly photo: Blob | PhotoSource;
  /** Somebody looks at it: the heat map comes with its verdict, out of one reading. */
  readonly withHeat: boolean;
  /** It is shown large: so comes the photo itself. */
  readonly withPhoto: boolean;
}

export interface Verdict {
  /** Probability by class, in the order of the run's classes. */
  readonly probabilities: readonly number[];
  /** Of the likeliest class; null where it was not asked for. */
  readonly heat: PixelMap | null;
  /** As the model saw it, at most 512 px; null where it was not asked for. */
  readonly photo: ImageBitmap | null;
  /** Patches whose verdicts were averaged. */
  readonly patches: number;
}

/** What became of one of several photos; `refused` is the name of the error where it could not be read. */
export type Judged = Verdict | { readonly refused: string };

export interface Translation {
  /** The photo as the model saw it, scaled as its training photos were… */
  readonly photo: ImageBitmap;
  /** …and as it would look in the other domain, of the same size. */
  readonly picture: ImageBitmap;
}

/** What both workers can do with a model's current weights. */
export interface InferenceApi {
  /** One picture. Throws RangeError for numbers, or a size, that the model does not draw from. */
  generate(runId: string, drawing: Drawing): Promise<ImageBitmap>;
  /** One photo as it would look in domain `target`: class 0 or 1 of the run's data. */
  translate(runId: string, image: Blob | PhotoSource, target: number): Promise<Translation>;
  /**
   * Judges photos, by the weights of one moment: mean over a photo's patches, Grad-CAM over the whole. Patches of
   * all of them go in full batches.
   */
  classify(runId: string, photos: readonly PhotoToJudge[]): Promise<readonly Judged[]>;
  /** Where in a photo class `label` was seen: Grad-CAM over the whole of it, 0…1 on a coarse grid. */
  heatMap(runId: string, photo: Blob | PhotoSource, label: number): Promise<PixelMap>;
}

/** What only the engine does of it. */
export interface EncodingApi {
  latentSpace(runId: string): Promise<LatentSpace>;
  /** zMean of one image (centre patch of the scaled photo): [latentDim]. */
  encode(runId: string, image: Blob | PhotoSource): Promise<Float32Array>;
}
