/** The classifier in jax-js. */
import { nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { classCount, type Problem } from "../../problem.ts";
import { type Slots, update } from "./adam.ts";
import { conv, dense, inOrder, type NextWeight, norm, toPlanes } from "./layers.ts";
import type { JaxStep } from "./step.ts";

const slope = 0.1;
/** Side of the image over side of the last grid. */
const stride = 8;
const energyFloor = 1e-3;
const contrastFloor = 0.1;
/** [3, 2]: red against green, blue against yellow. */
const opponentWeights = [1, -0.5, -1, -0.5, 0, 1];

export function classifierStep({ stepCase, hparams, beta1 }: Problem): JaxStep {
  const rates = { learningRate: Number(hparams.learningRate), beta1 };
  const smoothing = Number(hparams.labelSmoothing);
  const grid = stepCase.size / stride;
  const gains = gainsOf(stepCase.width);
  const loss = (
    weights: Weights,
    images: np.Array,
    kept: np.Array,
    keptHidden: np.Array,
    targets: np.Array,
  ) => {
    const pooled = pool(maps(inOrder(weights.backbone), images, grid));
    const next = inOrder(weights.head);
    const hidden = dense(norm(pooled, next, 1).mul(kept).mul(np.array(gains)), next);
    const logits = dense(nn.leakyRelu(hidden, slope).mul(keptHidden), next);
    tree.dispose(weights);
    return np.mean(np.sum(nn.logSoftmax(logits).mul(targets), 1)).mul(-1);
  };
  return ({ slots, updates }, { images, kept, keptHidden, labels }) => {
    const [backbone, head] = [slots.backbone, slots.head] as [Slots, Slots];
    const count = updates.add(1);
    const targets = nn.oneHot(labels as np.Array, classCount).mul(1 - smoothing);
    const [value, gradients] = valueAndGrad(loss)(
      tree.ref({ backbone: backbone.parameters, head: head.parameters }),
      toPlanes(images as np.Array),
      kept as np.Array,
      keptHidden as np.Array,
      targets.add(smoothing / classCount),
    );
    const next = {
      backbone: update(backbone, gradients.backbone, count.ref, rates),
      head: update(head, gradients.head, count.ref, rates),
    };
    return { state: { slots: next, updates: count }, losses: { loss: value } };
  };
}

type Weights = { backbone: np.Array[]; head: np.Array[] };

/** What makes every kind of feature weigh the same: [channels] */
function gainsOf(width: number): number[] {
  const groups = [width, 2 * width, 4 * width, 4 * width, 1, 2, 3];
  const share = groups.reduce((sum, size) => sum + size) / groups.length;
  return groups.flatMap((size) => new Array<number>(size).fill(Math.sqrt(share / size)));
}

/** Local energies of every block, contrast and opponent colours, then the colours: [B, channels, grid, grid] */
function maps(next: NextWeight, images: np.Array, grid: number): np.Array {
  const perImage = (values: np.Array) => np.mean(values, [1, 2, 3], { keepdims: true });
  const centred = images.ref.sub(perImage(images.ref));
  const contrast = np.sqrt(perImage(np.square(centred.ref))).add(contrastFloor);
  const blocks = blocksOf(next, centred.ref.div(contrast));
  const energies = [
    ...blocks.map((block) => np.square(block)),
    np.mean(np.square(centred), 1, { keepdims: true }),
    toPlanes(np.square(opponents(np.transpose(images.ref, [0, 2, 3, 1])))),
  ];
  return np.concatenate(
    [...energies, images].map((map) => pooled(map, grid, "mean")),
    1,
  );
}

function blocksOf(next: NextWeight, images: np.Array): np.Array[] {
  const block = (x: np.Array, kernel: number, blockStride: number) =>
    norm(conv(x, next, { kernel, stride: blockStride, useBias: false }), next, slope);
  const halved = (x: np.Array) => pooled(x, (x.shape[2] as number) / 2, "max");
  const first = block(images, 5, 2);
  const second = halved(block(first.ref, 3, 1));
  const third = halved(block(second.ref, 3, 1));
  const fourth = block(third.ref, 3, 1);
  return [first, second, third, fourth];
}

/** Over square cells, so that `grid` rows of them are left: [B, C, H, W] → [B, C, grid, grid] */
function pooled(map: np.Array, grid: number, by: "mean" | "max"): np.Array {
  const [batch, channels, height] = map.shape as [number, number, number];
  const cell = height / grid;
  if (cell === 1) return map;
  const cells = map.reshape([batch, channels, grid, cell, grid, cell]);
  return by === "mean" ? np.mean(cells, [3, 5]) : np.max(cells, [3, 5]);
}

/** [..., 3] → [..., 2] */
function opponents(colours: np.Array): np.Array {
  return np.matmul(colours, np.array(opponentWeights).reshape([3, 2]));
}

/** Mean over all places, energies and variances as logarithms: [B, channels, h, w] → [B, channels] */
function pool(features: np.Array): np.Array {
  const means = np.mean(features, [2, 3]);
  const channels = means.shape[1] as number;
  const [energies, squares, colours] = np.split(means, [channels - 5, channels - 3], 1) as [
    np.Array,
    np.Array,
    np.Array,
  ];
  const variances = nn.relu(squares.sub(np.square(opponents(colours.ref))));
  const logarithm = (values: np.Array) => np.log(values.add(energyFloor));
  return np.concatenate([logarithm(energies), logarithm(variances), colours], 1);
}
