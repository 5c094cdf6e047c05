/** Hyperparameters that every model has: how long, how fast, how wide, and how patches are varied. */
import type { Field, Hparams } from "../../protocol/spec.ts";
import { advanced, float, int, live, logFloat } from "./model.ts";

/** What differs from model to model. */
export interface CommonDefaults {
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Channels of the first convolution; the others follow from it. */
  readonly width: number;
  /** How patches are varied; not at all where left out, so that a model draws the data as they are. */
  readonly turn?: number;
  readonly brightness?: number;
  readonly contrast?: number;
}

export function commonHparams(defaults: CommonDefaults) {
  return {
    steps: live(int(defaults.steps, 10, 100_000, 10)),
    batchSize: int(defaults.batchSize, 1, 256),
    learningRate: live(logFloat(defaults.learningRate, 1e-6, 1e-1)),
    width: int(defaults.width, 2, 128, 2),
    seed: advanced(int(1, 0, 2 ** 31 - 1)),
    roll: live(advanced(float(0, 0, 0.5, 0.05))),
    flip: live(advanced(float(0.5, 0, 1, 0.05))),
    turn: live(advanced(float(defaults.turn ?? 0, 0, 1, 0.05))),
    brightness: live(advanced(float(defaults.brightness ?? 0, 0, 1, 0.05))),
    contrast: live(advanced(float(defaults.contrast ?? 0, 0, 1, 0.05))),
  } satisfies Record<string, Field>;
}

/** A hyperparameter that is on or off. @throws Error when it is missing or neither */
export function isOn(hparams: Hparams, key: string): boolean {
  const value = hparams[key];
  if (typeof value !== "boolean")
    throw new Error(`Hyperparameter "${key}" must be on or off, not ${String(value)}`);
  return value;
}

/** One of the options. @throws Error when it is missing or none of them */
export function choiceOf<O extends string>(
  hparams: Hparams,
  key: string,
  options: readonly O[],
): O {
  const value = options.find((option) => option === hparams[key]);
  if (value === undefined)
    throw new Error(`Hyperparameter "${key}" must be one of ${options.join(", ")}`);
  return value;
}

/** A numeric hyperparameter. @throws Error when it is missing or no number */
export function numberOf(hparams: Hparams, key: string): number {
  const value = hparams[key];
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Error(`Hyperparameter "${key}" must be a number, not ${String(value)}`);
  return value;
}
