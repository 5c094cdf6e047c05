/**
 * Where the sliders of each model stand, and the way back. Outside React, so that a picture is asked
 * for at once when a slider moves, and so that it all survives a look at another desk.
 */
import { create } from "zustand";
import { Rng } from "../../lib/rng.ts";
import { mixedWith, onlyClass } from "./classMix.ts";

/** What a picture is drawn from. */
export interface Position {
  /** [latentDim] */
  readonly z: Float32Array;
  /** The seed that z was drawn from; null once a slider moved it. */
  readonly seed: number | null;
  /** How much of each class, [classes], see classMix.ts; null for a model that is told none. */
  readonly mix: Float32Array | null;
}

export interface Latent extends Position {
  /** Earlier positions, newest last. */
  readonly past: readonly Position[];
  /** Positions that were gone back from, the next one last. */
  readonly future: readonly Position[];
  /** A drag is going on: its moves are one act. */
  readonly isMoving: boolean;
}

interface Latents {
  readonly byRun: Readonly<Record<string, Latent>>;
}

/** Sliders reach so far; of a standard normal, 0.3 % lies beyond. */
export const latentReach = 3;
const firstSeed = 1;
const mostPast = 200;

export const useLatents = create<Latents>(() => ({ byRun: {} }));

/** z [latentDim], standard normal. */
export const latentOfSeed = (seed: number, latentDim: number): Float32Array =>
  new Rng(seed).normals(latentDim);

/** A neighbour of z: the same picture, a little different. Seeded by its place and `round`. */
export function variationOf(z: Float32Array, round: number, place: number): Float32Array {
  const noise = new Rng(round * 1_000 + place + 1).normals(z.length);
  return z.map((value, index) => value + 0.6 * (noise[index] ?? 0));
}

const positionOf = ({ z, seed, mix }: Latent): Position => ({ z, seed, mix });

/** Goes on to what `next` says of the position; the rest of it stays. */
export function remember(latent: Latent, next: Partial<Position>): Latent {
  const here = positionOf(latent);
  const past = [...latent.past, here].slice(-mostPast);
  return { ...here, ...next, past, future: [], isMoving: false };
}

/** A slider moved; all moves up to `settled` are one act. */
export function moved(latent: Latent, next: Partial<Position>): Latent {
  const begun = latent.isMoving ? latent : remember(latent, {});
  return { ...begun, ...next, isMoving: true };
}

export function undone(latent: Latent): Latent {
  const before = latent.past.at(-1);
  if (!before) return latent;
  const future = [...latent.future, positionOf(latent)];
  return { ...before, past: latent.past.slice(0, -1), future, isMoving: false };
}

export function redone(latent: Latent): Latent {
  const after = latent.future.at(-1);
  if (!after) return latent;
  const past = [...latent.past, positionOf(latent)];
  return { ...after, past, future: latent.future.slice(0, -1), isMoving: false };
}

/** Where every slider begins to count: z of zeros, and the first class alone. */
export const originOf = ({ z, mix }: Position): Position => ({
  z: new Float32Array(z.length),
  seed: null,
  mix: mix && onlyClass(mix.length, 0),
});

function change(runId: string, edit: (latent: Latent) => Latent): void {
  useLatents.setState(({ byRun }) => {
    const latent = byRun[runId];
    return latent ? { byRun: { ...byRun, [runId]: edit(latent) } } : { byRun };
  });
}

/**
 * Makes sure that a run has a position of the right size; a new one shows a first random picture.
 * @param classes that its model is told; 0 for none
 * @param kept    where it stood in an earlier session
 */
export function ensureLatent(
  runId: string,
  latentDim: number,
  classes: number,
  kept: Position | null = null,
): void {
  useLatents.setState(({ byRun }) => {
    const known = byRun[runId];
    if (known?.z.length === latentDim && (known.mix?.length ?? 0) === classes) return { byRun };
    const first: Position = kept ?? {
      z: latentOfSeed(firstSeed, latentDim),
      seed: firstSeed,
      mix: classes > 0 ? onlyClass(classes, 0) : null,
    };
    return { byRun: { ...byRun, [runId]: { ...first, past: [], future: [], isMoving: false } } };
  });
}

export const moveLatent = (runId: string, index: number, value: number): void =>
  change(runId, (latent) => moved(latent, { z: latent.z.with(index, value), seed: null }));

/** Another amount of a class, 0…1; nothing happens where nothing would be left of any. */
export const moveMix = (runId: string, index: number, amount: number): void =>
  change(runId, (latent) => {
    const mix = latent.mix && mixedWith(latent.mix, index, amount);
    return mix === latent.mix ? latent : moved(latent, { mix });
  });

export const settleLatent = (runId: string): void =>
  change(runId, (latent) => (latent.isMoving ? { ...latent, isMoving: false } : latent));

export const drawLatent = (runId: string, seed: number): void =>
  change(runId, (latent) => remember(latent, { z: latentOfSeed(seed, latent.z.length), seed }));

/** Goes to a given z: a variation, a photo's. */
export const goToLatent = (runId: string, z: Float32Array): void =>
  change(runId, (latent) => remember(latent, { z, seed: null }));

/** Goes to one class alone. */
export const goToClass = (runId: string, index: number): void =>
  change(runId, (latent) =>
    latent.mix ? remember(latent, { mix: onlyClass(latent.mix.length, index) }) : latent,
  );

export const resetLatent = (runId: string): void =>
  change(runId, (latent) => remember(latent, originOf(latent)));

export const undoLatent = (runId: string): void => change(runId, undone);
export const redoLatent = (runId: string): void => change(runId, redone);
