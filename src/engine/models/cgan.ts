/**
 * Conditional GAN (Mirza & Osindero, 2014): the generator is told which class to draw, and the
 * discriminator which class it is shown, which it compares by projection (Miyato & Koyama, 2018).
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
    steps: 8000,
    batchSize: 32,
    learningRate: 2e-4,
    width: 32,
  }),
  ...pairHparams,
};

export const cgan = defineModel({
  id: "cgan",
  tasks: ["generate"],
  needs: "labels",
  toldClasses: true,
  suits: { size: 32, shortSide: 128 },
  hparams,
  presets: [
    { id: "tuned", hparams: { ...tuned, steps: 8000 } },
    { id: "article", hparams: { width: 64, batchSize: 16 } },
  ],
  sides,
  losses,
  validation,
  build: (values, { size, classes }, rng) => new AdversarialPair(values, size, classes, rng),
});
