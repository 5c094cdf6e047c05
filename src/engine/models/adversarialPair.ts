/**
 * A generator and a discriminator that learn against each other (Goodfellow et al., 2014), whatever
 * their layers; both may be told a class (Mirza & Osindero, 2014).
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { iterateSpectral } from "../layers/spectralConv.ts";
import {
  type AdversarialLoss,
  adversarialLosses,
  adversarialLossNames,
} from "../losses/adversarial.ts";
import type { StepRandom } from "../ops/random.ts";
import { Adam } from "../optimizers/adam.ts";
import { descend, trainableVariables } from "../optimizers/descend.ts";
import { linearDecay } from "../optimizers/linearDecay.ts";
import { AveragedNetwork } from "./averagedNetwork.ts";
import { oneHotClasses, turnsOf } from "./classWeights.ts";
import { choiceOf, isOn, numberOf } from "./commonHparams.ts";
import { augmentBy, diffAugment, isSameAugment } from "./diffAugment.ts";
import { buildDiscriminator, buildGenerator, type GanLayout, keptFeatures } from "./ganNetworks.ts";
import {
  advanced,
  type Batch,
  boolean,
  choice,
  float,
  type Generative,
  int,
  live,
  type Model,
  type StepContext,
} from "./model.ts";

/** The names of the two networks, and of the updates that a step may be restricted to. */
export const sides = ["discriminator", "generator"] as const;
export const losses = ["dLoss", "gLoss", "dReal", "dFake"] as const;
export const validation = ["dReal"] as const;

/** What a pair has beside the hyperparameters of all models. */
export const pairHparams = {
  latentDim: int(100, 2, 256),
  dropout: live(advanced(float(0.5, 0, 0.9, 0.05))),
  adversarialLoss: advanced(choice("logistic", adversarialLossNames)),
  spectralNorm: advanced(boolean(false)),
  diffAugment: live(advanced(float(0, 0, 1, 0.05))),
  diffColour: live(advanced(boolean(false))),
  averaging: advanced(float(0, 0, 0.999, 0.001)),
  decay: live(advanced(float(0, 0, 1, 0.05))),
};

/** For few photos: no copying by heart, steady samples. */
export const tuned = {
  steps: 4000,
  batchSize: 32,
  latentDim: 64,
  diffAugment: 0.7,
  averaging: 0.99,
  decay: 0.5,
};

/** Memory of the gradient's mean; with Adam's usual 0.9 the two sides overshoot each other (DCGAN). */
const beta1 = 0.5;

/** What a step is fed. */
type Scalar = "learningRate" | "diffAugment" | "dropout";

export class AdversarialPair implements Model, Generative {
  readonly latentShape: readonly [number];
  readonly classes: number;
  readonly networks: {
    readonly generator: tf.LayersModel;
    readonly discriminator: tf.LayersModel;
    /** What draws, where weights are averaged. */
    readonly average?: tf.LayersModel;
  };
  readonly optimizers: { readonly generator: Adam; readonly discriminator: Adam };
  readonly #layout: GanLayout;
  readonly #loss: AdversarialLoss;
  #learningRate = 0;
  #decay = 0;
  #dropout = 0;
  #augment = { chance: 0, colour: false };
  readonly #average: AveragedNetwork | null;

  /** @param classes how many classes the two are told apart; 0 where they are told none */
  constructor(values: Hparams, size: number, classes: number, rng: Rng) {
    this.classes = classes;
    const latentDim = numberOf(values, "latentDim");
    this.latentShape = [latentDim];
    this.adjust(values);
    this.#loss = adversarialLosses[choiceOf(values, "adversarialLoss", adversarialLossNames)];
    const width = numberOf(values, "width");
    const isSpectral = isOn(values, "spectralNorm");
    this.#layout = { size, width, latentDim, classes, isSpectral };
    const generator = buildGenerator(this.#layout, rng);
    const discriminator = buildDiscriminator(this.#layout, rng);
    const averaging = numberOf(values, "averaging");
    this.#average =
      averaging > 0
        ? new AveragedNetwork(buildGenerator(this.#layout, rng), generator, averaging)
        : null;
    this.networks = {
      generator,
      discriminator,
      ...(this.#average && { average: this.#average.network }),
    };
    this.optimizers = {
      generator: new Adam(trainableVariables(generator), beta1),
      discriminator: new Adam(trainableVariables(discriminator), beta1),
    };
  }

  adjust(values: Hparams): boolean {
    const before = this.#augment;
    this.#learningRate = numberOf(values, "learningRate");
    this.#decay = numberOf(values, "decay");
    this.#dropout = numberOf(values, "dropout");
    const augment = { chance: numberOf(values, "diffAugment"), colour: isOn(values, "diffColour") };
    this.#augment = augment;
    return isSameAugment(before, augment);
  }

  schedule(step: number, steps: number) {
    return {
      learningRate: this.#learningRate * linearDecay(step, steps, this.#decay),
      diffAugment: this.#augment.chance,
      dropout: this.#dropout,
    };
  }

  /**
   * Real and fake images go through the discriminator apart, so that each has its own statistics. Fakes
   * are asked for in the classes of the batch.
   */
  trainStep({ images, labels }: Batch, context: StepContext<Scalar>) {
    const { random, scalars, only } = context;
    const score = (shown: tf.Tensor4D) => this.#score(shown, told, random, scalars);
    const told = this.#told(labels);
    const { generator, discriminator } = this.optimizers;
    iterateSpectral(this.networks.discriminator);
    const fakes = () => this.#draw(random.normal([images.shape[0], ...this.latentShape]), told);
    const drawn = fakes(); // outside of the closure: no gradient reaches the generator
    const judge = () => {
      const [real, fake] = [images, drawn].map(score) as [tf.Tensor, tf.Tensor];
      const loss = this.#loss.real(real).add<tf.Scalar>(this.#loss.fake(fake));
      return { loss, dReal: this.#loss.verdict(real), dFake: this.#loss.verdict(fake) };
    };
    const forge = () => ({ loss: this.#loss.forged(score(fakes())) });
    const { loss, ...shares } =
      only === "generator" ? judge() : descend(discriminator, scalars.learningRate, judge);
    const { loss: gLoss } =
      only === "discriminator" ? forge() : descend(generator, scalars.learningRate, forge);
    if (only !== "discriminator") this.#average?.follow();
    return { dLoss: loss, gLoss, ...shares };
  }

  /** Where the discriminator trusts unseen photos less than those it trains on, it has memorised. */
  validate({ images, labels }: Batch) {
    const kept = tf.ones([images.shape[0], keptFeatures(this.#layout)]);
    const inputs = [images, kept, ...this.#told(labels)];
    const logits = this.networks.discriminator.apply(inputs, { training: false });
    return { dReal: this.#loss.verdict(logits as tf.Tensor) };
  }

  generate(z: tf.Tensor2D, weights?: tf.Tensor2D): tf.Tensor4D {
    const { generator, average = generator } = this.networks;
    const [batch] = z.shape;
    const told = this.classes > 0 ? [weights ?? turnsOf(batch, this.classes)] : [];
    return average.apply([z, ...told], { training: false }) as tf.Tensor4D;
  }

  dispose(): void {
    for (const network of Object.values(this.networks)) network.dispose();
    for (const optimizer of Object.values(this.optimizers)) optimizer.dispose();
  }

  /** What the networks are told beside their images: [B, classes], or nothing. */
  #told(labels: tf.Tensor1D | undefined): tf.Tensor2D[] {
    if (this.classes === 0) return [];
    if (!labels) throw new Error("A conditional model needs labels");
    return [oneHotClasses(labels, this.classes)];
  }

  #draw(z: tf.Tensor, told: tf.Tensor2D[]): tf.Tensor4D {
    return this.networks.generator.apply([z, ...told], { training: true }) as tf.Tensor4D;
  }

  #score(
    images: tf.Tensor4D,
    told: tf.Tensor2D[],
    random: StepRandom,
    { dropout, diffAugment: chance }: Readonly<Record<Scalar, tf.Scalar>>,
  ): tf.Tensor {
    const kept = random.dropoutMask([images.shape[0], keptFeatures(this.#layout)], dropout);
    const seen = diffAugment(images, random, augmentBy(this.#augment, chance));
    const inputs = [seen, kept, ...told];
    return this.networks.discriminator.apply(inputs, { training: true }) as tf.Tensor;
  }
}
