/**
 * Which photos are kept for validation: whole photos, a share of every class, chosen by seed. Copies of
 * a photo go one way together, also where they lie in different classes: a model that has learnt a photo
 * is not asked about it.
 */
import { Rng } from "./rng.ts";

export interface SplitPhoto {
  readonly id: string;
  /** Equal for copies of one photo; its class, name and id do not matter. */
  readonly content: string;
}

/** The ids of each content of one class, by content in the order of the first copy. */
type Contents = ReadonlyMap<string, readonly string[]>;

/**
 * Of a class with two or more different photos at least one stays, and at least one is held out unless
 * other classes need all that it could give. Without copies a seed gives what it always gave.
 * @param share 0…1, of the different photos of a class
 * @returns     the held-out ids, class by class
 */
export function holdOut(
  classes: readonly (readonly SplitPhoto[])[],
  share: number,
  seed: number,
): string[] {
  const rng = new Rng(seed);
  const parts = classes.map((photos) => shuffled(contentsOf(photos), rng));
  const holders = holdersOf(parts);
  const holdersHere = (content: string) => holders.get(content) ?? [];
  const held = new Set<string>();
  const counts = new Map(parts.map((part) => [part, 0]));
  const countOf = (part: Contents) => counts.get(part) ?? 0;
  for (const part of parts) {
    if (part.size < 2) continue;
    const wanted = Math.min(part.size - 1, Math.max(1, Math.round(part.size * share)));
    const isShared = (content: string) => holdersHere(content).length > 1;
    const order = [...part.keys()].sort((a, b) => Number(isShared(a)) - Number(isShared(b)));
    for (const content of order) {
      if (countOf(part) >= wanted) break;
      const leavesOne = holdersHere(content).every((other) => countOf(other) + 1 < other.size);
      if (held.has(content) || !leavesOne) continue;
      held.add(content);
      for (const other of holdersHere(content)) counts.set(other, countOf(other) + 1);
    }
  }
  return parts.flatMap((part) =>
    [...part].flatMap(([content, ids]) => (held.has(content) ? ids : [])),
  );
}

/**
 * Cuts every class into `folds` parts, so that each photo is held out exactly once.
 * @returns the held-out ids of each fold
 */
export function foldsOf(
  classes: readonly (readonly SplitPhoto[])[],
  folds: number,
  seed: number,
): string[][] {
  const rng = new Rng(seed);
  const parts: string[][] = Array.from({ length: folds }, () => []);
  const places = new Map<string, number>();
  for (const photos of classes) {
    for (const [content, ids] of shuffled(contentsOf(photos), rng)) {
      const place = places.get(content) ?? places.size % folds;
      places.set(content, place);
      parts[place]?.push(...ids);
    }
  }
  return parts;
}

function contentsOf(photos: readonly SplitPhoto[]): Contents {
  const contents = new Map<string, string[]>();
  for (const { id, content } of photos) {
    const ids = contents.get(content);
    if (ids) ids.push(id);
    else contents.set(content, [id]);
  }
  return contents;
}

function shuffled(contents: Contents, rng: Rng): Contents {
  const entries = [...contents];
  return new Map(
    [...rng.permutation(entries.length)].map((index) => entries[index] as (typeof entries)[number]),
  );
}

/** The classes that each content lies in. */
function holdersOf(parts: readonly Contents[]): ReadonlyMap<string, readonly Contents[]> {
  const holders = new Map<string, Contents[]>();
  for (const part of parts) {
    for (const content of part.keys()) {
      const known = holders.get(content);
      if (known) known.push(part);
      else holders.set(content, [part]);
    }
  }
  return holders;
}
