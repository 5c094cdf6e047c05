/**
 * Dense autoencoder (Hinton & Salakhutdinov, 2006), which may learn to take noise away as well
 * (Vincent et al., 2008).
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import type { StepRandom } from "../ops/random.ts";
import { buildDenseDecoder, buildDenseEncoder } from "./autoencoderNetworks.ts";
import { commonHparams, numberOf } from "./commonHparams.ts";
import { EncoderDecoder, type Setting } from "./encoderDecoder.ts";
import { advanced, defineModel, float, int, live, type Shape } from "./model.ts";

const hparams = {
  ...commonHparams({
    steps: 1500,
    batchSize: 32,
    learningRate: 1e-3,
    width: 64,
  }),
  latentDim: int(32, 2, 256),
  noise: live(advanced(float(0.1, 0, 1, 0.05))),
};

export const autoencoder = defineModel({
  id: "autoencoder",
  tasks: ["generate", "reconstruct"],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams,
  presets: [
    { id: "small", hparams: {} },
    { id: "paper", hparams: { width: 128 } },
  ],
  losses: ["loss"],
  validation: ["loss"],
  build,
});

function build(values: Hparams, { size }: Shape, rng: Rng): EncoderDecoder<"noise"> {
  const latentDim = numberOf(values, "latentDim");
  const layout = { size, width: numberOf(values, "width"), latentDim };
  return new EncoderDecoder(values, {
    encoder: buildDenseEncoder(layout, rng),
    decoder: buildDenseDecoder(layout, rng),
    latentDim,
    settings: ["noise"],
    measure: (images, outputs) => ({ loss: tf.losses.meanSquaredError(images, outputs) }),
    corrupt: (images, random, { noise }) => withNoise(images, random, noise),
  });
}

/** @param deviation standard deviation of the noise, in units of the images' values (range 2) */
function withNoise(images: tf.Tensor4D, random: StepRandom, deviation: Setting): tf.Tensor4D {
  return tf.add(images, random.normal(images.shape).mul(deviation));
}
