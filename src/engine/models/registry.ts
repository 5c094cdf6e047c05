/** Every model the studio offers, by id, in the order shown. */
import { autoencoder } from "./autoencoder.ts";
import { cgan } from "./cgan.ts";
import { classifier } from "./classifier.ts";
import { convAutoencoder } from "./convAutoencoder.ts";
import { cyclegan } from "./cyclegan.ts";
import { gan } from "./gan.ts";
import type { ModelDefinition } from "./model.ts";
import { vae } from "./vae.ts";

export const registry: Readonly<Record<string, ModelDefinition>> = {
  classifier,
  vae,
  gan,
  cgan,
  cyclegan,
  autoencoder,
  "conv-autoencoder": convAutoencoder,
};
