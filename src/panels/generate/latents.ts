/**
 * Where the sliders of each model stand, and the way back. Outside React, so that a picture is asked
 * for at once when a slider moves, and so that it all survives a look at another desk.
 */
import { create } from "zustand";
import { Rng } from "../../lib/rng.ts";

export interface Latent {
  /** [latentDim] */
  readonly z: Float32Array;
  /** The seed that z was drawn from; null once a slider moved it. */
  readonly seed: number | null;
  /** Earlier positions, newest last. */
  readonly past: readonly Pick<Latent, "z" | "seed">[];
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

export function remember(latent: Latent, next: Pick<Latent, "z" | "seed">): Latent {
  const past = [...latent.past, { z: latent.z, seed: latent.seed }].slice(-mostPast);
  return { ...next, past, isMoving: false };
}

/** One dimension moved; all moves up to `settled` are one act. */
export function moved(latent: Latent, index: number, value: number): Latent {
  const z = latent.z.with(index, value);
  const begun = latent.isMoving ? latent : remember(latent, latent);
  return { ...begun, z, seed: null, isMoving: true };
}

export function undone(latent: Latent): Latent {
  const before = latent.past.at(-1);
  return before ? { ...before, past: latent.past.slice(0, -1), isMoving: false } : latent;
}

function change(runId: string, edit: (latent: Latent) => Latent): void {
  useLatents.setState(({ byRun }) => {
    const latent = byRun[runId];
    return latent ? { byRun: { ...byRun, [runId]: edit(latent) } } : { byRun };
  });
}

/** Makes sure that a run has a position of the right size; a new one shows a first random picture. */
export function ensureLatent(runId: string, latentDim: number): void {
  useLatents.setState(({ byRun }) => {
    if (byRun[runId]?.z.length === latentDim) return { byRun };
    const z = latentOfSeed(firstSeed, latentDim);
    return { byRun: { ...byRun, [runId]: { z, seed: firstSeed, past: [], isMoving: false } } };
  });
}

export const moveLatent = (runId: string, index: number, value: number): void =>
  change(runId, (latent) => moved(latent, index, value));

export const settleLatent = (runId: string): void =>
  change(runId, (latent) => (latent.isMoving ? { ...latent, isMoving: false } : latent));

export const drawLatent = (runId: string, seed: number): void =>
  change(runId, (latent) => remember(latent, { z: latentOfSeed(seed, latent.z.length), seed }));

/** Goes to a given position: a variation, a photo's, the origin. */
export const goToLatent = (runId: string, z: Float32Array): void =>
  change(runId, (latent) => remember(latent, { z, seed: null }));

export const undoLatent = (runId: string): void => change(runId, undone);
