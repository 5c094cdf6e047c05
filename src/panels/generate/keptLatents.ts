/** Where the sliders of the models used last stood: kept by the page itself, so that a reload loses no picture. */
import { pageStorage } from "../../state/pageStorage.ts";
import { type Latent, latentOfSeed, type Position, useLatents } from "./latents.ts";

const key = "latent-loom.latents";
/** Models of which it is kept; a position may have hundreds of numbers. */
const mostKept = 8;

/** A position as JSON: one that a seed gives is kept as the seed. */
interface Kept {
  readonly runId: string;
  readonly seed: number | null;
  readonly z: readonly number[] | null;
  readonly mix: readonly number[] | null;
}

/**
 * Where a model's sliders stood in an earlier session; null where that is not known, or does not fit.
 * @param classes that its model is told; 0 for none
 */
export function keptPosition(runId: string, latentDim: number, classes: number): Position | null {
  const kept = all().find((entry) => entry.runId === runId);
  if (!kept) return null;
  const { seed, mix } = kept;
  const z = seed === null ? numbersOf(kept.z, latentDim) : latentOfSeed(seed, latentDim);
  const shares = classes > 0 ? numbersOf(mix, classes) : null;
  return z && (classes === 0 || shares) ? { z, seed, mix: shares } : null;
}

/** What moves is kept when it is let go. */
useLatents.subscribe(({ byRun }, before) => {
  for (const [runId, latent] of Object.entries(byRun)) {
    if (latent !== before.byRun[runId] && !latent.isMoving) keep(runId, latent);
  }
});

function keep(runId: string, { z, seed, mix }: Latent): void {
  const kept: Kept = { runId, seed, z: seed === null ? [...z] : null, mix: mix && [...mix] };
  const others = all().filter((entry) => entry.runId !== runId);
  try {
    pageStorage.setItem(key, JSON.stringify([kept, ...others].slice(0, mostKept)));
  } catch {
    // denied or full: the next session begins with the first picture
  }
}

/** The last used first. */
function all(): Kept[] {
  try {
    const kept: unknown = JSON.parse(pageStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch {
    return []; // damaged or denied
  }
}

function isKept(entry: unknown): entry is Kept {
  if (typeof entry !== "object" || entry === null) return false;
  const { runId, seed } = entry as Partial<Kept>;
  return typeof runId === "string" && (seed === null || Number.isSafeInteger(seed));
}

/** Null unless there are so many, all of them finite. */
function numbersOf(kept: unknown, count: number): Float32Array | null {
  const fits = Array.isArray(kept) && kept.length === count && kept.every(Number.isFinite);
  return fits ? Float32Array.from(kept) : null;
}
