/** Changes of settings that a model offers; whichever it lacks, or has used up, is passed over. */
import type { Remedy, Signs } from "./signs.ts";

type Treated = Pick<Signs, "spec" | "hparams">;

export interface Change {
  readonly key: string;
  /** Gives the new value; limits of its own come before the field's. */
  readonly to: (value: number) => number;
}

/** Adds `by`, up to `most`. */
export const raise = (key: string, by: number, most: number): Change => ({
  key,
  to: (value) => Math.max(value, Math.min(most, value + by)),
});
/** Takes `by` away, down to `least`. */
export const lower = (key: string, by: number, least: number): Change => ({
  key,
  to: (value) => Math.min(value, Math.max(least, value - by)),
});
export const scale = (key: string, factor: number): Change => ({
  key,
  to: (value) => value * factor,
});

/** The first change that makes a difference; none where all are used up. */
export function firstOf(treated: Treated, changes: readonly Change[]): Remedy[] {
  for (const { key, to } of changes) {
    const field = treated.spec.hparams[key];
    const from = treated.hparams[key];
    if (!field?.live || !("min" in field) || typeof from !== "number") continue;
    const value = rounded(Math.min(field.max, Math.max(field.min, to(from))));
    if (Math.abs(value - from) > 0.01 * Math.abs(from)) return [adjust(key, from, value)];
  }
  return [];
}

const adjust = (key: string, from: number, to: number): Remedy => ({
  kind: "adjust",
  key,
  from,
  to,
});

/** Two significant digits. */
const rounded = (value: number): number => Number(value.toPrecision(2));

/** Ways to make a discriminator's task harder. */
export const harderForDiscriminator = [
  raise("diffAugment", 0.2, 0.8),
  raise("dropout", 0.15, 0.7),
  scale("learningRate", 0.5),
] as const;
