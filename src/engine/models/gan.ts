/**
 * Generative adversarial network (Goodfellow et al., 2014) with the convolutional layers of DCGAN
 * (Radford et al., 2016) as the article that this studio started from has them.
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import {
  type AdversarialLoss,
  adversarialLosses,
  adversarialLossNames,
  shareReal,
} from "../losses/adversarial.ts";
import type { StepRandom } from "../ops/random.ts";
import { Adam } from "../optimizers/adam.ts";
import { descend, trainableVariables } from "../optimizers/descend.ts";
import { AveragedNetwork } from "./averagedNetwork.ts";
import { choiceOf, commonHparams, isOn, numberOf } from "./commonHparams.ts";
import { type DiffAugmentSettings, diffAugment } from "./diffAugment.ts";
import { buildDiscriminator, buildGenerator, type GanLayout, keptFeatures } from "./ganNetworks.ts";
import {
  advanced,
  type Batch,
  boolean,
  choice,
  defineModel,
  float,
  type Generative,
  int,
  live,
  type Model,
  type Shape,
  type StepContext,
} from "./model.ts";

const hparams = {
  ...commonHparams({
    steps: 2000,
    batchSize: 16,
    learningRate: 2e-4,
    width: 32,
  }),
  latentDim: int(100, 2, 256),
  dropout: live(advanced(float(0.5, 0, 0.9, 0.05))),
  adversarialLoss: advanced(choice("logistic", adversarialLossNames)),
  diffAugment: live(advanced(float(0, 0, 1, 0.05))),
  diffColour: live(advanced(boolean(false))),
  averaging: advanced(float(0, 0, 0.999, 0.001)),
};

/** For few photos: no copying by heart, steady samples. The other presets are the article's. */
const tuned = { steps: 4000, batchSize: 32, latentDim: 64, diffAugment: 0.7, averaging: 0.99 };

/** The names of the two networks, and of the updates that a step may be restricted to. */
const sides = ["discriminator", "generator"] as const;

export const gan = defineModel({
  id: "gan",
  tasks: ["generate"],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams,
  presets: [
    { id: "tuned", hparams: tuned },
    { id: "small", hparams: {} },
    { id: "article", hparams: { width: 64 } },
  ],
  sides,
  losses: ["dLoss", "gLoss", "dReal", "dFake"],
  validation: ["dReal"],
  build: (values, shape, rng) => new Gan(values, shape, rng),
});

/** Memory of the gradient's mean; with Adam's usual 0.9 the two sides overshoot each other (DCGAN). */
const beta1 = 0.5;

class Gan implements Model, Generative {
  readonly latentDim: number;
  readonly networks: {
    readonly generator: tf.LayersModel;
    readonly discriminator: tf.LayersModel;
    /** What draws, where weights are averaged. */
    readonly average?: tf.LayersModel;
  };
  readonly optimizers: { readonly generator: Adam; readonly discriminator: Adam };
  readonly #layout: GanLayout;
  readonly #learningRate: number;
  readonly #dropout: number;
  readonly #loss: AdversarialLoss;
  readonly #augment: DiffAugmentSettings;
  readonly #average: AveragedNetwork | null;

  constructor(values: Hparams, { size }: Shape, rng: Rng) {
    this.latentDim = numberOf(values, "latentDim");
    this.#learningRate = numberOf(values, "learningRate");
    this.#dropout = numberOf(values, "dropout");
    this.#loss = adversarialLosses[choiceOf(values, "adversarialLoss", adversarialLossNames)];
    this.#augment = {
      chance: numberOf(values, "diffAugment"),
      colour: isOn(values, "diffColour"),
    };
    this.#layout = { size, width: numberOf(values, "width"), latentDim: this.latentDim };
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

  schedule() {
    return { learningRate: this.#learningRate };
  }

  /** Real and fake images go through the discriminator apart, so that each has its own statistics. */
  trainStep({ images }: Batch, context: StepContext<"learningRate">) {
    const { random, scalars, only } = context;
    const batch = images.shape[0];
    const { generator, discriminator } = this.optimizers;
    const fakes = this.#fakes(batch, random); // outside of the closure: no gradient reaches the generator
    const judge = () => {
      const [real, fake] = [this.#score(images, random), this.#score(fakes, random)];
      const loss = this.#loss.real(real).add<tf.Scalar>(this.#loss.fake(fake));
      return { loss, dReal: shareReal(real), dFake: shareReal(fake) };
    };
    const forge = () => ({
      loss: this.#loss.forged(this.#score(this.#fakes(batch, random), random)),
    });
    const { loss, ...shares } =
      only === "generator" ? judge() : descend(discriminator, scalars.learningRate, judge);
    const { loss: gLoss } =
      only === "discriminator" ? forge() : descend(generator, scalars.learningRate, forge);
    if (only !== "discriminator") this.#average?.follow();
    return { dLoss: loss, gLoss, ...shares };
  }

  /** Where the discriminator trusts unseen photos less than those it trains on, it has memorised. */
  validate({ images }: Batch) {
    const kept = tf.ones([images.shape[0], keptFeatures(this.#layout)]);
    const logits = this.networks.discriminator.apply([images, kept], { training: false });
    return { dReal: shareReal(logits as tf.Tensor) };
  }

  generate(z: tf.Tensor2D): tf.Tensor4D {
    const { generator, average = generator } = this.networks;
    return average.apply(z, { training: false }) as tf.Tensor4D;
  }

  dispose(): void {
    for (const network of Object.values(this.networks)) network.dispose();
    for (const optimizer of Object.values(this.optimizers)) optimizer.dispose();
  }

  #fakes(batch: number, random: StepRandom): tf.Tensor4D {
    const z = random.normal([batch, this.latentDim]);
    return this.networks.generator.apply(z, { training: true }) as tf.Tensor4D;
  }

  #score(images: tf.Tensor4D, random: StepRandom): tf.Tensor {
    const kept = random.dropoutMask([images.shape[0], keptFeatures(this.#layout)], this.#dropout);
    const seen = diffAugment(images, random, this.#augment);
    return this.networks.discriminator.apply([seen, kept], { training: true }) as tf.Tensor;
  }
}
