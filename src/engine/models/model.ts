/**
 * The one interface that every model implements. A model is one file: its statement (plain data) and
 * its algorithm (`trainStep`). Form, charts, save files and the contract test follow from it.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { PictureSize } from "../../protocol/inference.ts";
import type { Field, Hparams, HparamValue, ModelSpec } from "../../protocol/spec.ts";
import type { StepRandom } from "../ops/random.ts";
import type { Adam } from "../optimizers/adam.ts";

/** Images are NHWC in [-1, 1]. What a batch carries follows the model's `needs`. */
export interface Batch {
  /** [B, H, W, 3] */
  readonly images: tf.Tensor4D;
  /** [B] int32, when `needs` is "labels". */
  readonly labels?: tf.Tensor1D;
  /** [B, H, W, 3] unpaired, when `needs` is "twoDomains". */
  readonly otherDomain?: tf.Tensor4D;
}

/** What a step is given beside its batch. @typeParam Scalar names that the model's `schedule` gives */
export interface StepContext<Scalar extends string = string> {
  readonly random: StepRandom;
  /** The numbers of `schedule` for this step, on the device. */
  readonly scalars: Readonly<Record<Scalar, tf.Scalar>>;
  /** Restricts the update to one side of an adversarial pair. */
  readonly only?: string;
}

/** What the networks are built for. */
export interface Shape {
  /** Side of a patch, px. */
  readonly size: number;
  /** Number of classes; 1 where labels play no part. */
  readonly classes: number;
}

/** What is saved of a model. */
export interface StoredModel {
  /** Unit of saving and of parameter counts, by name. */
  readonly networks: Readonly<Record<string, tf.LayersModel>>;
  /** By name; saved with the weights so that a run resumes as it was. */
  readonly optimizers: Readonly<Record<string, Adam>>;
  /** Whatever else is carried on from step to step, by name; saved as the optimisers are. */
  readonly buffers?: Readonly<Record<string, tf.Variable>>;
  dispose(): void;
}

/** Learns by gradient steps. */
export interface Model extends StoredModel {
  /**
   * The learning rate, which is taken smaller where losses ran away, and whatever else changes from
   * step to step, or may be changed while it learns (`adjust`).
   * @param step  updates done before this one
   * @param steps updates planned in all
   */
  schedule(
    step: number,
    steps: number,
  ): Readonly<Record<string, number>> & { readonly learningRate: number };
  /**
   * One update. Sync, inside `tf.tidy`; losses stay on the device. Keys as in the spec's `losses`. The
   * step is recorded once and then runs without this code: what differs from step to step comes from
   * the batch, `random` and `scalars` alone, and variables change only through `ops/`.
   */
  trainStep(batch: Batch, context: StepContext): Record<string, tf.Scalar>;
  /**
   * Goes on with other values of the fields that are `live`.
   * @param hparams complete; the others are as they were when it was built
   * @returns whether a step that was recorded before still does the same as `trainStep`: what has changed
   *          comes with `schedule`
   */
  adjust(hparams: Hparams): boolean;
  /** Measures without learning (no dropout, moving averages). Sync, inside `tf.tidy`. Keys as in the spec's `validation`. */
  validate(batch: Batch): Record<string, tf.Scalar>;
}

/** What a model is fitted to: patches by their places 0…count − 1. */
export interface FittingData {
  readonly count: number;
  /** Inside `tf.tidy`. */
  batchAt(places: Int32Array): Batch;
}

/** Tensors by names of the model's choice. */
export type Found = Readonly<Record<string, tf.Tensor>>;

/**
 * Found in one go, without gradient steps: features and their Gaussian, a list of neighbours. Its `buffers` are
 * what was found, none before; it has neither networks nor optimisers that learn.
 */
export interface FittedModel extends StoredModel {
  /**
   * Yields the share that is done, 0…1, after each piece of well under 200 ms: there others take their turn, and it
   * may be ended. What it holds on the device it frees in a `finally`.
   * @param heldOut null where nothing is held out
   * @returns       what was found; the caller's
   */
  fit(training: FittingData, heldOut: FittingData | null, rng: Rng): AsyncGenerator<number, Found>;
  /** Takes over what was found, in this session or an earlier one. @throws BadCheckpoint for what is not its own */
  take(found: Found): void;
}

export interface Generative {
  /** Of what a patch is drawn from: [latentDim], or a field [h, w, d] that covers it. */
  readonly latentShape: readonly number[];
  /** The field that covers a picture of another size; left out where patches alone are drawn. */
  latentShapeOf?(size: PictureSize): readonly number[];
  /** How many classes it is told apart; 0, or left out, where it is told none. */
  readonly classes?: number;
  /**
   * z [B, ...latentShape] → images [B, H, W, 3].
   * @param weights how much of each class, [B, classes], or by place [B, h, w, classes] where z is a field; one
   *                class after the other where left out
   */
  generate(z: tf.Tensor, weights?: tf.Tensor): tf.Tensor4D;
}
/** images [B, H, W, 3] → [B, latentDim]; `reconstruct` is encode and decode. */
export interface Encoding {
  encode(images: tf.Tensor4D): tf.Tensor2D;
  reconstruct(images: tf.Tensor4D): tf.Tensor4D;
}
/** Between two domains: class 0 and class 1 of the run's data. */
export interface Translating {
  /** images [B, H, W, 3] of the other domain, with even H and W → how they would look in domain `target`. */
  translate(images: tf.Tensor4D, target: number): tf.Tensor4D;
}
export interface Classifying {
  /** [B, H, W, 3] with any H, W ≥ the patch size → [B, classes]. */
  logits(images: tf.Tensor4D): tf.Tensor2D;
  /** The last convolution's activations [B, h, w, c]… */
  features(images: tf.Tensor4D): tf.Tensor4D;
  /** …and the rest of the network from there: `logits(x) = head(features(x))`. */
  head(features: tf.Tensor4D): tf.Tensor2D;
}

type Abilities = Partial<Generative & Encoding & Classifying & Translating>;

interface Definition<Built> extends Omit<ModelSpec, "tasks" | "isFitted"> {
  /** Ids of tasks; `engine/tasks` has them. */
  readonly tasks: readonly string[];
  build(hparams: Hparams, shape: Shape, rng: Rng): Built & Abilities;
}

export interface TrainedDefinition extends Definition<Model> {
  readonly isFitted?: never;
}
/** Has no `steps` and no `batchSize`, but a `seed`. */
export interface FittedDefinition extends Definition<FittedModel> {
  readonly isFitted: true;
}
export type ModelDefinition = TrainedDefinition | FittedDefinition;

/** Keeps a definition's literal types; the registry holds the result. */
export function defineModel<const D extends ModelDefinition>(definition: D): D {
  return definition;
}

export const int = (value: number, min: number, max: number, step = 1): Field => ({
  kind: "int",
  default: value,
  min,
  max,
  step,
  advanced: false,
});
export const float = (value: number, min: number, max: number, step: number): Field => ({
  kind: "float",
  default: value,
  min,
  max,
  step,
  advanced: false,
});
export const logFloat = (value: number, min: number, max: number): Field => ({
  kind: "logFloat",
  default: value,
  min,
  max,
  advanced: false,
});
export const boolean = (value: boolean): Field => ({
  kind: "boolean",
  default: value,
  advanced: false,
});
export const choice = (value: string, options: readonly string[]): Field => ({
  kind: "choice",
  default: value,
  options,
  advanced: false,
});
/** Moves a field behind "More". */
export const advanced = (field: Field): Field => ({ ...field, advanced: true });

/** Lets a field be changed while a run trains: it alters no shape, no network and no choice of data. */
export const live = (field: Field): Field => ({ ...field, live: true });

/** Every field at its default, with `changes` (a preset, a user's choice) on top. */
export function fillHparams(
  fields: Readonly<Record<string, Field>>,
  changes: Hparams = {},
): Hparams {
  const values: Record<string, HparamValue> = {};
  for (const [key, field] of Object.entries(fields)) values[key] = changes[key] ?? field.default;
  return values;
}
