/** What a trained model can do for a user. */
import type { PhotoSource } from "./project.ts";

export interface LatentSpace {
  /** Dimensions, the one that changes the picture most first. */
  readonly order: readonly number[];
  /** Share of the picture's change that each dimension causes, by dimension index; sums to 1. */
  readonly importance: readonly number[];
}

export interface Verdict {
  /** Probability by class, in the order of the run's classes. */
  readonly probabilities: readonly number[];
  /** The photo as the model saw it, at most 512 px. */
  readonly photo: ImageBitmap;
  /** Grad-CAM of the likeliest class over the whole photo: grey level = weight 0…255, coarse grid. */
  readonly heat: ImageBitmap;
  /** Patches whose verdicts were averaged. */
  readonly patches: number;
}

export interface Translation {
  /** The photo as the model saw it, scaled as its training photos were… */
  readonly photo: ImageBitmap;
  /** …and as it would look in the other domain, of the same size. */
  readonly picture: ImageBitmap;
}

/** What both workers can do with a model's current weights. */
export interface InferenceApi {
  /**
   * Decodes one latent vector [latentDim]; the bitmap has the patch size.
   * @param weights how much of each of the run's classes, summing to 1, where its model is told classes
   */
  generate(runId: string, z: Float32Array, weights?: Float32Array): Promise<ImageBitmap>;
  /** One photo as it would look in domain `target`: class 0 or 1 of the run's data. */
  translate(runId: string, image: Blob | PhotoSource, target: number): Promise<Translation>;
  /** Judges one photo: mean over its patches, Grad-CAM over the whole. */
  classify(runId: string, image: Blob | PhotoSource): Promise<Verdict>;
}

/** What only the engine does of it. */
export interface EncodingApi {
  latentSpace(runId: string): Promise<LatentSpace>;
  /** zMean of one image (centre patch of the scaled photo): [latentDim]. */
  encode(runId: string, image: Blob | PhotoSource): Promise<Float32Array>;
}
