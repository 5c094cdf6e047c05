/** Layers in jax-js, NCHW. Each takes over its arrays; weights come one after another from a queue. */
import { lax, nn, numpy as np } from "@jax-js/jax";

/** Hands out a network's weights in order; what it gives belongs to the caller. */
export type NextWeight = () => np.Array;

export function inOrder(weights: readonly np.Array[]): NextWeight {
  let at = 0;
  return () => (weights[at++] as np.Array).ref; // networks have as many as they ask for
}

const epsilon = 1e-3;

/** Padding that halves or keeps the side, as "same" does in tfjs: the odd zero goes to the end. */
function same(kernel: number, stride: number): [number, number][] {
  const total = kernel - stride; // for sides that the stride divides
  const before = Math.floor(total / 2);
  return [
    [before, total - before],
    [before, total - before],
  ];
}

export interface ConvShape {
  readonly kernel: number;
  readonly stride: number;
  readonly useBias: boolean;
}

/** [B, I, H, W] → [B, O, H / stride, W / stride] */
export function conv(x: np.Array, next: NextWeight, { kernel, stride, useBias }: ConvShape) {
  const strides = [stride, stride];
  const y = lax.convGeneralDilated(x, next(), strides, same(kernel, stride));
  return useBias ? y.add(perChannel(next())) : y;
}

/** [B, I, H, W] → [B, O, H · stride, W · stride] */
export function upConv(x: np.Array, next: NextWeight, { kernel, stride, useBias }: ConvShape) {
  const strides = [stride, stride];
  const y = lax.convTranspose(x, next(), strides, same(kernel, stride), { transposeKernel: true });
  return useBias ? y.add(perChannel(next())) : y;
}

/** [B, n] → [B, units] */
export function dense(x: np.Array, next: NextWeight): np.Array {
  return np.matmul(x, next()).add(next());
}

/** By the batch's own statistics over all axes but 1, then a leaky ReLU. Moving averages are left out. */
export function norm(x: np.Array, next: NextWeight, slope: number): np.Array {
  const unit = normalized(x);
  const isMap = unit.shape.length === 4;
  const [scale, offset] = [next(), next()].map((weight) => (isMap ? perChannel(weight) : weight));
  return nn.leakyRelu(unit.mul(scale as np.Array).add(offset as np.Array), slope);
}

export function normalized(x: np.Array): np.Array {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const centred = x.ref.sub(np.mean(x, axes, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), axes, { keepdims: true });
  return centred.div(np.sqrt(variance.add(epsilon)));
}

/** [C] → [1, C, 1, 1] */
function perChannel(values: np.Array): np.Array {
  return values.reshape([1, -1, 1, 1]);
}

/** [B, H, W, C] → [B, C, H, W] */
export const toPlanes = (x: np.Array): np.Array => np.transpose(x, [0, 3, 1, 2]);

/** [B, C, H, W] → [B, H · W · C], in the order of tfjs */
export function flatten(x: np.Array): np.Array {
  const [batch = 0] = x.shape;
  return np.transpose(x, [0, 2, 3, 1]).reshape([batch, -1]);
}

/** [B, side² · C] in the order of tfjs → [B, C, side, side] */
export function toMap(x: np.Array, side: number): np.Array {
  const [batch = 0, length = 0] = x.shape;
  return toPlanes(x.reshape([batch, side, side, length / side ** 2]));
}
