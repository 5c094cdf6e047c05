/** What the studio offers: every task, and every model by its id, in the order shown. */
import type { ModelSpec } from "../../protocol/spec.ts";
import { autoencoder } from "../models/autoencoder.ts";
import { cgan } from "../models/cgan.ts";
import { classifier } from "../models/classifier.ts";
import { convAutoencoder } from "../models/convAutoencoder.ts";
import { cyclegan } from "../models/cyclegan.ts";
import { gan } from "../models/gan.ts";
import type { ModelDefinition, TrainedDefinition } from "../models/model.ts";
import { vae } from "../models/vae.ts";
import { classify } from "./classify.ts";
import { draw } from "./draw.ts";
import { reconstruct } from "./reconstruct.ts";
import type { Task } from "./task.ts";
import { translate } from "./translate.ts";

/** In the order of their rows on a run's sheet: what a model makes out of nothing comes last. */
const tasks: readonly Task[] = [reconstruct, translate, draw, classify];

/** Models that learn by steps. */
export const trained: Readonly<Record<string, TrainedDefinition>> = {
  classifier,
  vae,
  gan,
  cgan,
  cyclegan,
  autoencoder,
  "conv-autoencoder": convAutoencoder,
};

export const registry: Readonly<Record<string, ModelDefinition>> = {
  ...trained,
};

/** @throws Error for a task that is not registered: the contract test holds every model to this list */
export function tasksOf({ id, tasks: stated }: Pick<ModelDefinition, "id" | "tasks">): Task[] {
  const found = tasks.filter(({ spec }) => stated.includes(spec.id));
  if (found.length < stated.length) throw new Error(`Model "${id}" states an unknown task`);
  return found;
}

/** The definition without its code, for the page. */
export function specOf(definition: ModelDefinition): ModelSpec {
  const { build: _, ...stated } = definition;
  return { ...stated, tasks: tasksOf(definition).map(({ spec }) => spec) };
}
