/**
 * Convolutional autoencoder on structural similarity (Bergmann et al., 2019), mixed with the absolute
 * error (Zhao et al., 2017), which keeps the colours.
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { ssim } from "../losses/ssim.ts";
import { commonHparams, numberOf } from "./commonHparams.ts";
import { buildConvDecoder, buildConvEncoder } from "./convNetworks.ts";
import { EncoderDecoder, type Setting } from "./encoderDecoder.ts";
import { advanced, defineModel, float, int, live, type Shape } from "./model.ts";

const hparams = {
  ...commonHparams({
    steps: 1500,
    batchSize: 32,
    learningRate: 1e-3,
    width: 32,
  }),
  latentDim: int(32, 2, 256),
  ssimWeight: live(advanced(float(0.3, 0, 1, 0.05))),
};

export const convAutoencoder = defineModel({
  id: "conv-autoencoder",
  tasks: ["generate", "reconstruct"],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams,
  presets: [
    { id: "small", hparams: {} },
    { id: "article", hparams: { width: 64, latentDim: 64 } },
  ],
  losses: ["loss", "ssim", "l1"],
  validation: ["loss", "ssim", "l1"],
  build,
});

function build(values: Hparams, { size }: Shape, rng: Rng): EncoderDecoder<"ssimWeight"> {
  const latentDim = numberOf(values, "latentDim");
  const layout = { size, width: numberOf(values, "width"), latentDim };
  return new EncoderDecoder(values, {
    encoder: buildConvEncoder(layout, rng),
    decoder: buildConvDecoder(layout, rng),
    latentDim,
    settings: ["ssimWeight"],
    measure: (images, outputs, { ssimWeight }) => mixedLoss(images, outputs, ssimWeight),
  });
}

/**
 * weight · (1 − SSIM) + (1 − weight) · L1
 * @param images, outputs [B, H, W, C] in [-1, 1]
 * @param weight          0…1
 */
function mixedLoss(images: tf.Tensor4D, outputs: tf.Tensor4D, weight: Setting) {
  const similarity = ssim(images, outputs);
  const l1 = tf.losses.absoluteDifference(images, outputs) as tf.Scalar;
  const dissimilarity = tf.sub(1, similarity);
  const loss = tf.add<tf.Scalar>(dissimilarity.mul(weight), l1.mul(tf.sub(1, weight)));
  return { loss, ssim: similarity, l1 };
}
