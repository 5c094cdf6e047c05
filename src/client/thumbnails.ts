/**
 * Small pictures of photos, fetched from the worker in batches and kept while memory allows. What is
 * asked for in one frame travels in one request.
 */
import { LastUsed } from "../lib/lastUsed.ts";
import type { PhotoSource } from "../protocol/project.ts";
import { askEngine } from "./workers.ts";

/** Side in px: sharp at 96 CSS px on a 2× screen would need twice that; this is the compromise. */
export const thumbnailSide = 128;
const mostKept = 4_000;
const batchSize = 48;

type Waiting = { source: PhotoSource; settle: (bitmap: ImageBitmap | null) => void };

/** What is dropped is not closed: somebody may still draw it, and it is freed with its last user. */
const kept = new LastUsed<string, Promise<ImageBitmap | null>>(mostKept);
let waiting: Waiting[] = [];

/** One key per distinct picture. */
export function sourceKey(source: PhotoSource): string {
  switch (source.kind) {
    case "stored":
      return `stored:${source.hash}`;
    case "sample":
      return `sample:${source.path}`;
    case "procedural":
      return `procedural:${source.pattern}:${source.seed}`;
    default:
      return source satisfies never;
  }
}

/** The thumbnail of a photo, or null where it cannot be read. Do not close the bitmap: it is shared. */
export function thumbnail(source: PhotoSource): Promise<ImageBitmap | null> {
  const key = sourceKey(source);
  const known = kept.get(key);
  if (known) return known;
  const promised = new Promise<ImageBitmap | null>((settle) => {
    waiting.push({ source, settle });
    if (waiting.length === 1) setTimeout(() => void fetchWaiting(), 0);
  });
  kept.set(key, promised);
  return promised;
}

/** Asks for each anew when it is looked at again: its photo may be gone. */
export const forgetThumbnails = (): void => kept.clear();

async function fetchWaiting(): Promise<void> {
  const requests = waiting;
  waiting = [];
  for (let start = 0; start < requests.length; start += batchSize) {
    const batch = requests.slice(start, start + batchSize);
    const bitmaps = await askEngine((engine) =>
      engine.thumbnails(
        batch.map(({ source }) => source),
        thumbnailSide,
      ),
    ).catch(() => null);
    batch.forEach(({ source, settle }, index) => {
      const bitmap = bitmaps?.[index] ?? null;
      if (!bitmap) kept.delete(sourceKey(source)); // perhaps it can be read the next time
      settle(bitmap);
    });
  }
}
