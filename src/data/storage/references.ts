/**
 * Which stored photos and which runs any document names, read from raw records: whatever version they
 * are of, and however they are built.
 */
import type { Entry, Table } from "../recordStore.ts";
import { binRowsOf } from "./binned.ts";
import { resultPrefix } from "./results.ts";

export interface References {
  /** SHA-256 of photos and of data sets, hex. */
  readonly photos: ReadonlySet<string>;
  /** Ids of runs that have a document, and all else that might be one. */
  readonly runs: ReadonlySet<string>;
  /** Whether any run has a document, in the bin too. */
  readonly hasRuns: boolean;
}

/** Every row of every table. */
export interface Rows extends Readonly<Record<Table, readonly Entry[]>> {
  /** Hashes of the photos that data sets list, by the hash that runs name a data set by. */
  readonly listed: ReadonlyMap<string, ReadonlySet<string>>;
}

const hash = /[0-9a-f]{64}/gi;

export function referencesOf(rows: Rows): References {
  const photos = new Set<string>();
  const runs = new Set(rows.runs.map(({ key }) => key));
  const addPhotos = (value: unknown) => {
    for (const found of photosNamedIn(value, rows.listed)) photos.add(found);
  };
  for (const { key, record } of [...rows.projects, ...rows.runs]) addPhotos([key, record]);
  for (const { key, record } of rows.values) {
    addPhotos([key, record]);
    // The settings and the results name runs that were used, also those that are gone.
    if (key !== "settings" && !key.startsWith(resultPrefix))
      eachText(record, (text) => runs.add(text));
  }
  const hasRuns =
    rows.runs.length > 0 || binRowsOf(rows.values).some(({ content }) => content.kind === "run");
  return { photos, runs, hasRuns };
}

/** As `photosIn`, with the photos of the data sets that it names. */
export function photosNamedIn(value: unknown, listed: Rows["listed"]): ReadonlySet<string> {
  const found = photosIn(value);
  return new Set([...found].flatMap((name) => [name, ...(listed.get(name) ?? [])]));
}

/** The hash of every stored photo, or data set, that a value names anywhere. */
export function photosIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  eachText(value, (text) => {
    if (text.length < 64) return;
    for (const [name] of text.matchAll(hash)) found.add(name.toLowerCase());
  });
  return found;
}

/** Every text in a value that a database can hold, keys too; on a list of its own, because depth has no limit. */
function eachText(value: unknown, visit: (text: string) => void): void {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string") visit(next);
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    for (const part of partsOf(next)) open.push(part);
  }
}

function partsOf(value: object): Iterable<unknown> {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return [];
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  if (value instanceof Set || Array.isArray(value)) return value;
  return [...Object.keys(value), ...Object.values(value)];
}
