/** The classifier on stock TensorFlow.js. */
import * as tf from "@tensorflow/tfjs";
import { crossEntropy } from "../../../../../src/engine/losses/crossEntropy.ts";
import { classCount, type Problem } from "../../problem.ts";
import {
  adam,
  conv,
  dense,
  dropped,
  leakyRelu,
  norm,
  plainNorm,
  type StockStep,
  withWeights,
} from "./stockStep.ts";

const slope = 0.1;
/** Side of the image over side of the last grid. */
const stride = 8;
const energyFloor = 1e-3;
const contrastFloor = 0.1;
const hiddenUnits = 64;
/** Channels of each kind of feature: the blocks (in widths), contrast, opponent colours, colours. */
const [blocks, others] = [
  [1, 2, 4, 4],
  [1, 2, 3],
] as const;
/** [3, 2]: red against green, blue against yellow. */
const opponentWeights = [1, -0.5, -1, -0.5, 0, 1];

export function classifierStep(problem: Problem): StockStep {
  const { stepCase, weights, hparams } = problem;
  const { size, width } = stepCase;
  const backbone = withWeights(buildBackbone(width), weights.backbone);
  const gains = gainsOf(width);
  const head = withWeights(buildHead(gains.length), weights.head);
  const optimizer = adam(problem, backbone, head);
  const smoothing = Number(hparams.labelSmoothing);
  return (inputs) => {
    const [images, labels] = [inputs.images, inputs.labels] as [tf.Tensor4D, tf.Tensor1D];
    const factors = [tf.mul(inputs.kept as tf.Tensor, gains), inputs.keptHidden as tf.Tensor];
    const loss = () => {
      const pooled = pool(maps(backbone, images, size / stride));
      const logits = head.apply([pooled, ...factors], { training: true }) as tf.Tensor2D;
      return crossEntropy(logits, labels, smoothing);
    };
    return { loss: optimizer.minimize(loss) };
  };
}

/** What makes every kind of feature weigh the same: [channels] */
function gainsOf(width: number): number[] {
  const groups = [...blocks.map((factor) => factor * width), ...others];
  const share = groups.reduce((sum, size) => sum + size) / groups.length;
  return groups.flatMap((size) => new Array<number>(size).fill(Math.sqrt(share / size)));
}

/** Local energies of every block, contrast and opponent colours, then the colours: [B, grid, grid, channels] */
function maps(backbone: tf.LayersModel, images: tf.Tensor4D, grid: number): tf.Tensor4D {
  const batch = images.shape[0];
  const perImage = (values: tf.Tensor) =>
    tf.reshape(tf.mean(tf.reshape(values, [batch, -1]), 1), [batch, 1, 1, 1]);
  const centred = tf.sub(images, perImage(images));
  const contrast = tf.add(tf.sqrt(perImage(tf.square(centred))), contrastFloor);
  const found = backbone.apply(tf.div(centred, contrast), { training: true }) as tf.Tensor4D[];
  const energies = [
    ...found.map((map) => tf.square(map)),
    tf.mean(tf.square(centred), 3, true),
    tf.square(opponents(images)),
  ];
  return tf.concat(
    [...energies, images].map((map) => toGrid(map as tf.Tensor4D, grid)),
    3,
  );
}

function toGrid(map: tf.Tensor4D, grid: number): tf.Tensor4D {
  const cell = map.shape[1] / grid;
  return cell === 1 ? map : tf.avgPool(map, cell, cell, "valid");
}

/** [..., 3] → [..., 2] */
function opponents(colours: tf.Tensor): tf.Tensor {
  const flat = tf.matMul(tf.reshape(colours, [-1, 3]), tf.tensor2d(opponentWeights, [3, 2]));
  return tf.reshape(flat, [...colours.shape.slice(0, -1), 2]);
}

/** Mean over all places, energies and variances as logarithms: [B, h, w, channels] → [B, channels] */
function pool(features: tf.Tensor4D): tf.Tensor2D {
  const means = tf.mean<tf.Tensor2D>(features, [1, 2]);
  const [energies, squares, colours] = tf.split(means, [means.shape[1] - 5, 2, 3], 1) as [
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor2D,
  ];
  const variances = tf.relu(tf.sub<tf.Tensor2D>(squares, tf.square(opponents(colours))));
  const logarithm = (values: tf.Tensor2D) => tf.log(tf.add<tf.Tensor2D>(values, energyFloor));
  return tf.concat([logarithm(energies), logarithm(variances), colours], 1);
}

function buildBackbone(width: number): tf.LayersModel {
  const input = tf.input({ shape: [null, null, 3] });
  const halve = (hidden: tf.SymbolicTensor) =>
    tf.layers.maxPooling2d({ poolSize: 2 }).apply(hidden) as tf.SymbolicTensor;
  const block = (hidden: tf.SymbolicTensor, filters: number, kernelSize: number, strides: number) =>
    norm(conv(hidden, { filters, kernelSize, strides, useBias: false }), slope);
  const first = block(input, width, 5, 2);
  const second = halve(block(first, 2 * width, 3, 1));
  const third = halve(block(second, 4 * width, 3, 1));
  const fourth = block(third, 4 * width, 3, 1);
  return tf.model({ inputs: input, outputs: [first, second, third, fourth] });
}

function buildHead(channels: number): tf.LayersModel {
  const [pooled, kept, keptHidden] = [channels, channels, hiddenUnits].map((length) =>
    tf.input({ shape: [length] }),
  ) as [tf.SymbolicTensor, tf.SymbolicTensor, tf.SymbolicTensor];
  const hidden = leakyRelu(dense(dropped(plainNorm(pooled, true), kept), hiddenUnits), slope);
  const outputs = dense(dropped(hidden, keptHidden), classCount);
  return tf.model({ inputs: [pooled, kept, keptHidden], outputs });
}
