/** A real model in miniature for the engine's own tests: one convolution, batch norm, one layer. */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { BatchNorm } from "../layers/batchNorm.ts";
import {
  type Batch,
  type Classifying,
  defineModel,
  fillHparams,
  int,
  live,
  logFloat,
  type Model,
  type Shape,
  type StepContext,
} from "../models/model.ts";
import { Adam } from "../optimizers/adam.ts";
import { descend, trainableVariables } from "../optimizers/descend.ts";

const hparams = {
  steps: live(int(20, 1, 1000)),
  batchSize: int(4, 1, 64),
  learningRate: live(logFloat(0.01, 1e-6, 1)),
  seed: int(1, 0, 2 ** 31 - 1),
};

export const tinyModel = defineModel({
  id: "tiny",
  tasks: ["classify"],
  needs: "labels",
  hparams,
  presets: [{ id: "small", hparams: {} }],
  losses: ["loss"],
  validation: ["loss"],
  suits: { size: 16, shortSide: 32 },
  build: (values: Hparams, shape: Shape, rng: Rng) => new TinyModel(values, shape, rng),
});

/** Its fields at their defaults with `changes` on top. */
export const tinyHparams = (changes: Hparams = {}): Hparams => fillHparams(hparams, changes);

class TinyModel implements Model, Classifying {
  readonly networks: { readonly features: tf.LayersModel; readonly head: tf.LayersModel };
  readonly optimizers: { readonly adam: Adam };
  #learningRate = 0;

  constructor(values: Hparams, { size, classes }: Shape, rng: Rng) {
    const seeded = () => tf.initializers.glorotNormal({ seed: rng.uint32() });
    const layers = [
      tf.layers.conv2d({
        inputShape: [size, size, 3],
        filters: 4,
        kernelSize: 3,
        strides: 2,
        padding: "same",
        kernelInitializer: seeded(),
      }),
      new BatchNorm({ slope: 0, isAffine: true }),
    ];
    const features = tf.sequential({ layers });
    const head = tf.sequential({
      layers: [
        tf.layers.globalAveragePooling2d({ inputShape: features.outputShape.slice(1) as number[] }),
        tf.layers.dense({ units: classes, kernelInitializer: seeded() }),
      ],
    });
    this.networks = { features, head };
    this.optimizers = { adam: new Adam(trainableVariables(features, head)) };
    this.adjust(values);
  }

  adjust(values: Hparams): boolean {
    this.#learningRate = values.learningRate as number;
    return true;
  }

  schedule() {
    return { learningRate: this.#learningRate };
  }

  trainStep(batch: Batch, { random, scalars }: StepContext<"learningRate">) {
    const noise = random.normal(batch.images.shape).mul(0.01);
    return descend(this.optimizers.adam, scalars.learningRate, () => ({
      loss: this.#loss(batch.images.add(noise), batch, true),
    }));
  }

  validate(batch: Batch) {
    return { loss: this.#loss(batch.images, batch, false) };
  }

  features(images: tf.Tensor4D): tf.Tensor4D {
    return this.networks.features.apply(images) as tf.Tensor4D;
  }
  head(features: tf.Tensor4D): tf.Tensor2D {
    return this.networks.head.apply(features) as tf.Tensor2D;
  }
  logits(images: tf.Tensor4D): tf.Tensor2D {
    return this.head(this.features(images));
  }

  dispose(): void {
    this.networks.features.dispose();
    this.networks.head.dispose();
    this.optimizers.adam.dispose();
  }

  #loss(images: tf.Tensor, { labels }: Batch, training: boolean): tf.Scalar {
    const features = this.networks.features.apply(images, { training }) as tf.Tensor4D;
    const logits = this.head(features);
    const classes = logits.shape[1];
    return tf.losses.softmaxCrossEntropy(tf.oneHot(labels as tf.Tensor1D, classes), logits); // needs: labels
  }
}
