/**
 * The cyclic GAN's networks (Zhu et al., 2017), shrunk for patches of 16–64 px: instance norm throughout,
 * and fully convolutional, so that whole photos can be translated.
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Padding } from "../layers/padding.ts";
import { instanceNorm, leakyRelu, seededConv, seededUpConv } from "../layers/seeded.ts";

export interface CyclicLayout {
  /** Channels next to the image; inside there are twice as many. */
  readonly width: number;
  /** Residual blocks between encoder and decoder. */
  readonly blocks: number;
  readonly padding: Padding;
  /** Whether the generator's last convolution sees the image too, whose light instance norm takes out. */
  readonly skip: boolean;
}

/** Sides that the generator maps to the same side are multiples of this, px. */
export const translatorStride = 2;
/** Of the discriminator's leaky ReLUs; the generator's are plain. */
const slope = 0.2;

/** Images [B, H, W, 3] → images of the other domain [B, H, W, 3] in [-1, 1]; even H and W. */
export function buildTranslator(layout: CyclicLayout, rng: Rng): tf.LayersModel {
  const { width, padding } = layout;
  const input = tf.input({ shape: [null, null, 3] });
  const conv = (filters: number, kernelSize: number, strides: number, x: tf.SymbolicTensor) =>
    instanceNorm(seededConv(rng, { filters, kernelSize, strides, useBias: false, padding }, x), 0);
  let hidden = conv(width, 5, 1, input);
  hidden = conv(2 * width, 4, translatorStride, hidden);
  for (let block = 0; block < layout.blocks; block++) hidden = residual(layout, rng, hidden);
  const up = { filters: width, kernelSize: 4, strides: translatorStride, useBias: false };
  hidden = instanceNorm(seededUpConv(rng, up, hidden), 0);
  if (layout.skip) hidden = tf.layers.concatenate().apply([hidden, input]) as tf.SymbolicTensor;
  const drawn = seededConv(
    rng,
    { filters: 3, kernelSize: 5, strides: 1, useBias: true, padding },
    hidden,
  );
  const output = tf.layers.activation({ activation: "tanh" }).apply(drawn) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}

/** x + two convolutions of x (He et al., 2016). */
function residual({ width, padding }: CyclicLayout, rng: Rng, x: tf.SymbolicTensor) {
  const config = { filters: 2 * width, kernelSize: 3, strides: 1, useBias: false, padding };
  const inner = instanceNorm(seededConv(rng, config, x), 0);
  const outer = instanceNorm(seededConv(rng, config, inner), 1);
  return tf.layers.add().apply([x, outer]) as tf.SymbolicTensor;
}

/** Images [B, H, W, 3] → a score for every 10 × 10 px field [B, H/4, W/4, 1], near 1 for real (PatchGAN). */
export function buildPatchDiscriminator({ width }: CyclicLayout, rng: Rng): tf.LayersModel {
  const input = tf.input({ shape: [null, null, 3] });
  const kernel = { kernelSize: 4, strides: 2 } as const;
  let hidden = leakyRelu(
    seededConv(rng, { filters: width, useBias: true, ...kernel }, input),
    slope,
  );
  hidden = instanceNorm(
    seededConv(rng, { filters: 2 * width, useBias: false, ...kernel }, hidden),
    slope,
  );
  const score = { filters: 1, kernelSize: 3, strides: 1, useBias: true };
  return tf.model({ inputs: input, outputs: seededConv(rng, score, hidden) });
}
