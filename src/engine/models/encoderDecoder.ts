/** An encoder and a decoder that learn one loss together: what plain autoencoders have in common. */
import type * as tf from "@tensorflow/tfjs";
import type { Hparams } from "../../protocol/spec.ts";
import type { StepRandom } from "../ops/random.ts";
import { Adam } from "../optimizers/adam.ts";
import { cosineDecay } from "../optimizers/cosineDecay.ts";
import { descend, trainableVariables } from "../optimizers/descend.ts";
import { numberOf } from "./commonHparams.ts";
import type { Batch, Encoding, Generative, Model, StepContext } from "./model.ts";

/** A number that may be fed. */
export type Setting = number | tf.Scalar;

/** @typeParam Name settings of the loss that may change while it learns */
export interface EncoderDecoderParts<Name extends string> {
  /** [B, size, size, 3] → code [B, latentDim] with mean 0 and variance 1 over the data. */
  readonly encoder: tf.LayersModel;
  /** [B, latentDim] → [B, size, size, 3] in [-1, 1] */
  readonly decoder: tf.LayersModel;
  readonly latentDim: number;
  /** Hyperparameters, all of them numbers. */
  readonly settings: readonly Name[];
  /** The scalars to log, `loss` among them. */
  measure(
    images: tf.Tensor4D,
    outputs: tf.Tensor4D,
    settings: Readonly<Record<Name, Setting>>,
  ): Record<"loss", tf.Scalar>;
  /** What the encoder sees of the images while it learns; the images themselves where left out. */
  corrupt?(
    images: tf.Tensor4D,
    random: StepRandom,
    settings: Readonly<Record<Name, Setting>>,
  ): tf.Tensor4D;
}

export class EncoderDecoder<Name extends string> implements Model, Generative, Encoding {
  readonly latentShape: readonly [number];
  readonly networks: { readonly encoder: tf.LayersModel; readonly decoder: tf.LayersModel };
  readonly optimizers: { readonly adam: Adam };
  readonly #parts: EncoderDecoderParts<Name>;
  #learningRate = 0;
  #settings = {} as Readonly<Record<Name, number>>; // the constructor sets them

  constructor(values: Hparams, parts: EncoderDecoderParts<Name>) {
    const { encoder, decoder, latentDim } = parts;
    this.latentShape = [latentDim];
    this.networks = { encoder, decoder };
    this.optimizers = { adam: new Adam(trainableVariables(encoder, decoder)) };
    this.#parts = parts;
    this.adjust(values);
  }

  adjust(values: Hparams): boolean {
    this.#learningRate = numberOf(values, "learningRate");
    const numbers = this.#parts.settings.map((name) => [name, numberOf(values, name)]);
    this.#settings = Object.fromEntries(numbers);
    return true;
  }

  schedule(step: number, steps: number) {
    return { ...this.#settings, learningRate: this.#learningRate * cosineDecay(step, steps) };
  }

  trainStep({ images }: Batch, { random, scalars }: StepContext<Name | "learningRate">) {
    const seen = this.#parts.corrupt?.(images, random, scalars) ?? images;
    return descend(this.optimizers.adam, scalars.learningRate, () => {
      const code = this.networks.encoder.apply(seen, { training: true }) as tf.Tensor2D;
      const outputs = this.networks.decoder.apply(code, { training: true }) as tf.Tensor4D;
      return this.#parts.measure(images, outputs, scalars);
    });
  }

  /** Of the images as they are. */
  validate({ images }: Batch) {
    return this.#parts.measure(images, this.reconstruct(images), this.#settings);
  }

  generate(z: tf.Tensor2D): tf.Tensor4D {
    return this.networks.decoder.apply(z, { training: false }) as tf.Tensor4D;
  }

  encode(images: tf.Tensor4D): tf.Tensor2D {
    return this.networks.encoder.apply(images, { training: false }) as tf.Tensor2D;
  }

  reconstruct(images: tf.Tensor4D): tf.Tensor4D {
    return this.generate(this.encode(images));
  }

  dispose(): void {
    for (const network of Object.values(this.networks)) network.dispose();
    this.optimizers.adam.dispose();
  }
}
