/**
 * The GAN's discriminator on its own: one Adam step that tells a given real batch from a given fake
 * one. A batch holds both: its first half counts as real, the second as fake.
 */
import * as tf from "@tensorflow/tfjs";
import { costAsFake, costAsReal } from "../../../src/engine/losses/adversarial.ts";
import { numberOf } from "../../../src/engine/models/commonHparams.ts";
import { gan } from "../../../src/engine/models/gan.ts";
import {
  buildDiscriminator,
  type GanLayout,
  keptFeatures,
} from "../../../src/engine/models/ganNetworks.ts";
import type { Batch, Model, Shape, StepContext } from "../../../src/engine/models/model.ts";
import { Adam } from "../../../src/engine/optimizers/adam.ts";
import { descend, trainableVariables } from "../../../src/engine/optimizers/descend.ts";
import type { Rng } from "../../../src/lib/rng.ts";
import type { Hparams } from "../../../src/protocol/spec.ts";

/** As the GAN's own. */
const beta1 = 0.5;

export const discriminator = {
  hparams: gan.hparams,
  build: (values: Hparams, shape: Shape, rng: Rng) => new Discriminator(values, shape, rng),
};

class Discriminator implements Omit<Model, "adjust"> {
  readonly networks: { readonly discriminator: tf.LayersModel };
  readonly optimizers: { readonly discriminator: Adam };
  readonly #layout: GanLayout;
  readonly #learningRate: number;
  readonly #dropout: number;

  constructor(values: Hparams, { size }: Shape, rng: Rng) {
    const width = numberOf(values, "width");
    this.#learningRate = numberOf(values, "learningRate");
    this.#dropout = numberOf(values, "dropout");
    this.#layout = { size, width, latentDim: numberOf(values, "latentDim") };
    const network = buildDiscriminator(this.#layout, rng);
    this.networks = { discriminator: network };
    this.optimizers = { discriminator: new Adam(trainableVariables(network), beta1) };
  }

  schedule() {
    return { learningRate: this.#learningRate, dropout: this.#dropout };
  }

  trainStep({ images }: Batch, { random, scalars }: StepContext<"learningRate" | "dropout">) {
    const batch = images.shape[0] / 2;
    const features = keptFeatures(this.#layout);
    const score = (half: tf.Tensor) => {
      const kept = random.dropoutMask([batch, features], scalars.dropout);
      return this.networks.discriminator.apply([half, kept], { training: true }) as tf.Tensor;
    };
    return descend(this.optimizers.discriminator, scalars.learningRate, () => {
      const [real, fake] = tf.split(images, 2) as [tf.Tensor, tf.Tensor];
      return { loss: costAsReal(score(real)).add<tf.Scalar>(costAsFake(score(fake))) };
    });
  }

  validate(): never {
    throw new Error("Only steps are measured");
  }

  dispose(): void {
    this.networks.discriminator.dispose();
    this.optimizers.discriminator.dispose();
  }
}
