/** The VAE in jax-js. */
import { nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import type { Problem } from "../../problem.ts";
import { type Slots, update } from "./adam.ts";
import {
  conv,
  dense,
  flatten,
  inOrder,
  type NextWeight,
  norm,
  normalized,
  toMap,
  toPlanes,
  upConv,
} from "./layers.ts";
import type { JaxStep } from "./step.ts";

const slope = 0.2;
/** Side of the decoder's first grid, px. */
const seedSide = 4;
const logVarLimit = 10;
const shape = { kernel: 4, stride: 2 } as const;

export function vaeStep({ stepCase, hparams, beta1 }: Problem): JaxStep {
  const { size, batchSize } = stepCase;
  const rates = { learningRate: Number(hparams.learningRate), beta1 };
  const [beta, sigma] = [Number(hparams.beta), Number(hparams.sigma)];
  const bound = (weights: Weights, images: np.Array, noise: np.Array) => {
    const [zMean, zLogVar] = encode(inOrder(weights.encoder), images.ref, size);
    const z = np.exp(zLogVar.ref.mul(0.5)).mul(noise).add(zMean.ref);
    const means = decode(inOrder(weights.decoder), z, size);
    tree.dispose(weights);
    const error = np.sum(np.square(images.sub(means))).mul(1 / (2 * sigma ** 2 * batchSize));
    const spread = np.square(zMean).add(np.exp(zLogVar.ref)).sub(zLogVar).sub(1);
    return error.add(np.sum(spread).mul((beta * 0.5) / batchSize));
  };
  return ({ slots, updates }, { images, noise }) => {
    const [encoder, decoder] = [slots.encoder, slots.decoder] as [Slots, Slots];
    const count = updates.add(1);
    const weights = { encoder: encoder.parameters, decoder: decoder.parameters };
    const [loss, gradients] = valueAndGrad(bound)(
      tree.ref(weights),
      toPlanes(images as np.Array),
      noise as np.Array,
    );
    const next = {
      encoder: update(encoder, gradients.encoder, count.ref, rates),
      decoder: update(decoder, gradients.decoder, count.ref, rates),
    };
    return { state: { slots: next, updates: count }, losses: { loss } };
  };
}

type Weights = { encoder: np.Array[]; decoder: np.Array[] };

/** Images [B, 3, s, s] → zMean, zLogVar [B, latentDim] */
function encode(next: NextWeight, images: np.Array, size: number): [np.Array, np.Array] {
  let hidden = nn.leakyRelu(conv(images, next, { ...shape, useBias: true }), slope);
  for (let side = size / 2; side > 2 * seedSide; side /= 2)
    hidden = norm(conv(hidden, next, { ...shape, useBias: false }), next, slope);
  const flat = flatten(hidden);
  const zMean = normalized(dense(flat.ref, next));
  const zLogVar = np.clip(dense(flat, next), -logVarLimit, logVarLimit);
  return [zMean, zLogVar];
}

/** z [B, latentDim] → the pixels' means [B, 3, s, s] */
function decode(next: NextWeight, z: np.Array, size: number): np.Array {
  let hidden = toMap(nn.leakyRelu(dense(z, next), slope), seedSide);
  for (let side = 2 * seedSide; side < size; side *= 2)
    hidden = norm(upConv(hidden, next, { ...shape, useBias: false }), next, slope);
  return np.tanh(upConv(hidden, next, { ...shape, useBias: true }));
}
