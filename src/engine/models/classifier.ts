/**
 * Texture classifier: a small convolutional network whose verdict rests on how much of each feature
 * an image holds, not on where (orderless energy pooling at every scale, after T-CNN: Andrearczyk &
 * Whelan, 2016). Fully convolutional, so that an image of any size can be judged.
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { accuracy } from "../losses/accuracy.ts";
import { crossEntropy } from "../losses/crossEntropy.ts";
import { Adam } from "../optimizers/adam.ts";
import { cosineDecay } from "../optimizers/cosineDecay.ts";
import { descend, trainableVariables } from "../optimizers/descend.ts";
import {
  backboneStride,
  blockChannels,
  buildBackbone,
  buildHead,
  firstLayers,
  hiddenUnits,
} from "./classifierNetworks.ts";
import { choiceOf, commonHparams, numberOf } from "./commonHparams.ts";
import {
  advanced,
  type Batch,
  type Classifying,
  choice,
  defineModel,
  float,
  live,
  type Model,
  type Shape,
  type StepContext,
} from "./model.ts";

const hparams = {
  ...commonHparams({
    steps: 700,
    batchSize: 32,
    learningRate: 3e-3,
    width: 24,
    turn: 0,
    brightness: 0.1,
    contrast: 0.2,
  }),
  firstLayer: advanced(choice("learnt", firstLayers)),
  grey: live(advanced(float(0.5, 0, 1, 0.05))),
  dropout: live(advanced(float(0.3, 0, 0.9, 0.05))),
  labelSmoothing: live(advanced(float(0.1, 0, 0.5, 0.01))),
};

export const classifier = defineModel({
  id: "classifier",
  tasks: ["classify"],
  needs: "labels",
  suits: { size: 64, shortSide: 192 },
  hparams,
  presets: [
    { id: "small", hparams: {} },
    { id: "full", hparams: { width: 32, steps: 2000, batchSize: 64 } },
  ],
  losses: ["loss", "accuracy"],
  validation: ["loss", "accuracy"],
  build: (values, shape, rng) => new Classifier(values, shape, rng),
});

/** Keeps the logarithm of an energy finite; energies are near 1 after batch normalisation. */
const energyFloor = 1e-3;
/** Keeps the contrast of a flat image from being blown up to noise. */
const contrastFloor = 0.1;
/** Red against green, blue against yellow, as weights of red, green and blue. */
const opponentWeights = [1, -0.5, -1, -0.5, 0, 1]; // [3, 2]
/** Channels after the energies: squared opponent colours, then red, green and blue. */
const opponentChannels = 2;
const colourChannels = 3;

class Classifier implements Model, Classifying {
  readonly networks: { readonly backbone: tf.LayersModel; readonly head: tf.LayersModel };
  readonly optimizers: { readonly adam: Adam };
  #learningRate = 0;
  #dropout = 0;
  #labelSmoothing = 0;
  /** Channels of each kind in the pooled vector: every block, contrast, opponent colours, colour. */
  readonly #groups: readonly number[];
  readonly #channels: number;

  constructor(values: Hparams, shape: Shape, rng: Rng) {
    this.adjust(values);
    const width = numberOf(values, "width");
    this.#groups = [...blockChannels(width), 1, opponentChannels, colourChannels];
    this.#channels = this.#groups.reduce((sum, size) => sum + size);
    this.networks = {
      backbone: buildBackbone(width, choiceOf(values, "firstLayer", firstLayers), rng),
      head: buildHead(this.#channels, shape.classes, rng),
    };
    const { backbone, head } = this.networks;
    this.optimizers = { adam: new Adam(trainableVariables(backbone, head)) };
  }

  adjust(values: Hparams): boolean {
    this.#dropout = numberOf(values, "dropout");
    this.#learningRate = numberOf(values, "learningRate");
    this.#labelSmoothing = numberOf(values, "labelSmoothing");
    return true;
  }

  schedule(step: number, steps: number) {
    return {
      learningRate: this.#learningRate * cosineDecay(step, steps),
      labelSmoothing: this.#labelSmoothing,
      dropout: this.#dropout,
    };
  }

  trainStep(
    { images, labels }: Batch,
    { random, scalars }: StepContext<"learningRate" | "labelSmoothing" | "dropout">,
  ) {
    if (!labels) throw new Error("The classifier needs labels");
    const mask = (units: number) => random.dropoutMask([images.shape[0], units], scalars.dropout);
    const kept = tf.mul(mask(this.#channels), this.#gains());
    const factors = [kept, mask(hiddenUnits)];
    return descend(this.optimizers.adam, scalars.learningRate, () => {
      const pooled = this.#pool(this.#maps(images, true));
      const logits = this.networks.head.apply([pooled, ...factors], {
        training: true,
      }) as tf.Tensor2D;
      const loss = crossEntropy(logits, labels, scalars.labelSmoothing);
      return { loss, accuracy: accuracy(logits, labels) };
    });
  }

  validate({ images, labels }: Batch) {
    if (!labels) throw new Error("The classifier needs labels");
    const logits = this.logits(images);
    return { loss: crossEntropy(logits, labels, 0), accuracy: accuracy(logits, labels) };
  }

  logits(images: tf.Tensor4D): tf.Tensor2D {
    return this.head(this.features(images));
  }

  /** Local energy of every channel of every block, contrast and colours: [B, h, w, channels]. */
  features(images: tf.Tensor4D): tf.Tensor4D {
    return this.#maps(images, false);
  }

  head(features: tf.Tensor4D): tf.Tensor2D {
    const pooled = this.#pool(features);
    const [batch] = pooled.shape;
    const gains = tf.mul(tf.onesLike(pooled), this.#gains());
    const inputs = [pooled, gains, tf.ones([batch, hiddenUnits])];
    return this.networks.head.apply(inputs, { training: false }) as tf.Tensor2D;
  }

  dispose(): void {
    for (const network of Object.values(this.networks)) network.dispose();
    this.optimizers.adam.dispose();
  }

  #maps(whole: tf.Tensor4D, training: boolean): tf.Tensor4D {
    const images = cropToGrid(whole);
    const batch = images.shape[0];
    const perImage = (values: tf.Tensor) =>
      values.reshape([batch, -1]).mean(1).reshape([batch, 1, 1, 1]);
    const centred = images.sub<tf.Tensor4D>(perImage(images));
    const contrast = perImage(centred.square()).sqrt().add(contrastFloor);
    const blocks = this.networks.backbone.apply(centred.div(contrast), {
      training,
    }) as tf.Tensor4D[];
    const grid = images.shape[1] / backboneStride;
    const energies = blocks.map((block) => toGrid(block.square(), grid));
    const contrastEnergy = toGrid(centred.square().mean(3, true), grid);
    const opponentEnergy = toGrid(opponents(images).square(), grid);
    return tf.concat([...energies, contrastEnergy, opponentEnergy, toGrid(images, grid)], 3);
  }

  /**
   * Mean over all places, energies as logarithms, and of the opponent colours how much they vary:
   * [B, h, w, channels] → [B, channels]
   */
  #pool(features: tf.Tensor4D): tf.Tensor2D {
    const means = features.mean<tf.Tensor2D>([1, 2]);
    const energyChannels = this.#channels - opponentChannels - colourChannels;
    const sizes = [energyChannels, opponentChannels, colourChannels];
    const [energies, squares, colours] = tf.split(means, sizes, 1) as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    const variances = tf.relu<tf.Tensor2D>(tf.sub(squares, opponents(colours).square())); // never below 0
    const logarithm = (energy: tf.Tensor2D) => tf.log(tf.add(energy, energyFloor)) as tf.Tensor2D;
    return tf.concat2d([logarithm(energies), logarithm(variances), colours], 1);
  }

  /** Every kind of feature weighs the same, however many channels it has: [channels]. */
  #gains(): tf.Tensor1D {
    const share = this.#channels / this.#groups.length;
    return tf.tensor1d(
      this.#groups.flatMap((size) => new Array<number>(size).fill(Math.sqrt(share / size))),
    );
  }
}

/** [..., 3] → [..., 2] */
function opponents<T extends tf.Tensor>(colours: T): T {
  const weights = tf.tensor2d(opponentWeights, [colourChannels, opponentChannels]);
  const flat = tf.matMul(colours.reshape([-1, colourChannels]), weights);
  return flat.reshape([...colours.shape.slice(0, -1), opponentChannels]);
}

/** Without the last rows and columns that do not fill a cell of the coarsest grid. */
function cropToGrid(images: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width] = images.shape;
  const filled = (side: number) => side - (side % backboneStride);
  if (filled(height) === height && filled(width) === width) return images;
  return tf.slice4d(images, [0, 0, 0, 0], [batch, filled(height), filled(width), images.shape[3]]);
}

/** Averages square cells, so that `rows` of them are left. */
function toGrid(maps: tf.Tensor4D, rows: number): tf.Tensor4D {
  const cell = maps.shape[1] / rows;
  return cell === 1 ? maps : tf.avgPool(maps, cell, cell, "valid");
}
