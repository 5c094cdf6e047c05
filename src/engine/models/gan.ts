/**
 * Generative adversarial network (Goodfellow et al., 2014) with the convolutional layers of DCGAN
 * (Radford et al., 2016) as the article that this studio started from has them.
 */
import {
  AdversarialPair,
  losses,
  pairHparams,
  sides,
  tuned,
  validation,
} from "./adversarialPair.ts";
import { commonHparams } from "./commonHparams.ts";
import { defineModel } from "./model.ts";

const hparams = {
  ...commonHparams({
    steps: 2000,
    batchSize: 16,
    learningRate: 2e-4,
    width: 32,
  }),
  ...pairHparams,
};

export const gan = defineModel({
  id: "gan",
  tasks: ["generate"],
  needs: "images",
  suits: { size: 32, shortSide: 128 },
  hparams,
  presets: [
    { id: "tuned", hparams: tuned },
    { id: "small", hparams: {} },
    { id: "article", hparams: { width: 64 } },
  ],
  sides,
  losses,
  validation,
  build: (values, { size }, rng) => new AdversarialPair(values, size, 0, rng),
});
