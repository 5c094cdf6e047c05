/**
 * Variational auto-encoder (Kingma & Welling, 2014) with the layers of the article that this studio
 * started from, trained on the true lower bound.
 */
import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { activeUnits, gaussianKl, gaussianReconstruction } from "../losses/gaussian.ts";
import { Adam } from "../optimizers/adam.ts";
import { cosineDecay } from "../optimizers/cosineDecay.ts";
import { descend, trainableVariables } from "../optimizers/descend.ts";
import { commonHparams, numberOf } from "./commonHparams.ts";
import { buildConvDecoder } from "./convNetworks.ts";
import {
  advanced,
  type Batch,
  defineModel,
  type Encoding,
  float,
  type Generative,
  int,
  live,
  logFloat,
  type Model,
  type Shape,
  type StepContext,
} from "./model.ts";
import { buildVaeEncoder } from "./vaeNetworks.ts";

const hparams = {
  ...commonHparams({
    steps: 1500,
    batchSize: 32,
    learningRate: 1e-3,
    width: 32,
  }),
  latentDim: int(32, 2, 256),
  beta: live(logFloat(1, 0.05, 20)),
  sigma: live(advanced(logFloat(0.15, 0.02, 1))),
  warmUp: live(advanced(float(0.2, 0, 1, 0.05))),
};

export const vae = defineModel({
  id: "vae",
  tasks: ["generate", "reconstruct"],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams,
  presets: [
    { id: "small", hparams: {} },
    { id: "article", hparams: { width: 64, latentDim: 64 } },
  ],
  losses: ["loss", "reconstruction", "kl"],
  validation: ["loss", "reconstruction", "kl", "activeUnits"],
  build: (values, shape, rng) => new Vae(values, shape, rng),
});

/** exp(zLogVar) stays within e±10: no overflow in the first steps. */
const logVarLimit = 10;

class Vae implements Model, Generative, Encoding {
  readonly latentShape: readonly [number];
  readonly networks: { readonly encoder: tf.LayersModel; readonly decoder: tf.LayersModel };
  readonly optimizers: { readonly adam: Adam };
  #learningRate = 0;
  #beta = 1;
  #sigma = 1;
  #warmUp = 0;

  constructor(values: Hparams, shape: Shape, rng: Rng) {
    const latentDim = numberOf(values, "latentDim");
    this.latentShape = [latentDim];
    this.adjust(values);
    const layout = {
      size: shape.size,
      width: numberOf(values, "width"),
      latentDim,
    };
    this.networks = {
      encoder: buildVaeEncoder(layout, rng),
      decoder: buildConvDecoder(layout, rng),
    };
    const { encoder, decoder } = this.networks;
    this.optimizers = { adam: new Adam(trainableVariables(encoder, decoder)) };
  }

  adjust(values: Hparams): boolean {
    this.#learningRate = numberOf(values, "learningRate");
    this.#beta = numberOf(values, "beta");
    this.#sigma = numberOf(values, "sigma");
    this.#warmUp = numberOf(values, "warmUp");
    return true;
  }

  schedule(step: number, steps: number) {
    const warmth = Math.min(1, (step + 1) / Math.max(1, this.#warmUp * steps));
    return {
      learningRate: this.#learningRate * cosineDecay(step, steps),
      beta: this.#beta * warmth,
      sigma: this.#sigma,
    };
  }

  trainStep(
    { images }: Batch,
    { random, scalars }: StepContext<"learningRate" | "beta" | "sigma">,
  ) {
    const noise = random.normal([images.shape[0], ...this.latentShape]);
    return descend(this.optimizers.adam, scalars.learningRate, () => {
      const { zMean, zLogVar } = this.#posterior(images, true);
      const z = zLogVar.mul(0.5).exp().mul(noise).add(zMean) as tf.Tensor2D; // reparameterisation trick
      const means = this.networks.decoder.apply(z, { training: true }) as tf.Tensor4D;
      return lowerBound(images, means, zMean, zLogVar, scalars);
    });
  }

  /** The bound at the posterior's mean: no chance in it, so that curves compare. */
  validate({ images }: Batch) {
    const { zMean, zLogVar } = this.#posterior(images, false);
    return {
      ...lowerBound(images, this.generate(zMean), zMean, zLogVar, {
        beta: this.#beta,
        sigma: this.#sigma,
      }),
      activeUnits: activeUnits(zLogVar),
    };
  }

  generate(z: tf.Tensor2D): tf.Tensor4D {
    return this.networks.decoder.apply(z, { training: false }) as tf.Tensor4D;
  }

  encode(images: tf.Tensor4D): tf.Tensor2D {
    return this.#posterior(images, false).zMean;
  }

  reconstruct(images: tf.Tensor4D): tf.Tensor4D {
    return this.generate(this.encode(images));
  }

  dispose(): void {
    for (const network of Object.values(this.networks)) network.dispose();
    this.optimizers.adam.dispose();
  }

  #posterior(images: tf.Tensor4D, training: boolean) {
    const [zMean, zLogVar] = this.networks.encoder.apply(images, { training }) as [
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    return { zMean, zLogVar: zLogVar.clipByValue(-logVarLimit, logVarLimit) as tf.Tensor2D };
  }
}

/** Negative evidence lower bound, nats per image, up to the likelihood's constant. */
function lowerBound(
  images: tf.Tensor4D,
  means: tf.Tensor4D,
  zMean: tf.Tensor2D,
  zLogVar: tf.Tensor2D,
  { beta, sigma }: Readonly<Record<"beta" | "sigma", number | tf.Scalar>>,
) {
  const reconstruction = gaussianReconstruction(images, means, sigma);
  const kl = gaussianKl(zMean, zLogVar).sum<tf.Scalar>();
  return { loss: reconstruction.add<tf.Scalar>(kl.mul(beta)), reconstruction, kl };
}
