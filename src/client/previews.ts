/** The newest contact sheet of each run, outside React; canvases subscribe and draw it. */
import { reloadFilm } from "./films.ts";
import { askEngine } from "./workers.ts";

export interface Preview {
  readonly step: number;
  readonly sheet: ImageBitmap;
  readonly columns: number;
  readonly rows: number;
}

const newest = new Map<string, Preview>();
const listeners = new Set<() => void>();

export const previewOf = (runId: string): Preview | null => newest.get(runId) ?? null;

/** Takes a run's new sheet; the one before is freed. */
export function putPreview(runId: string, preview: Preview): void {
  newest.get(runId)?.sheet.close();
  newest.set(runId, preview);
  for (const listener of listeners) listener();
}

/**
 * Takes the end of the run's film as its newest sheet, as after a reload; nothing happens where there
 * is none, or where a newer sheet comes first.
 */
export async function recallPreview(runId: string): Promise<void> {
  const before = newest.get(runId);
  try {
    const frame = await askEngine((engine) => engine.lastFrame(runId));
    if (!frame) return;
    const { picture, step, columns, rows } = frame;
    const sheet = await createImageBitmap(picture);
    if (newest.get(runId) === before) putPreview(runId, { step, sheet, columns, rows });
    else sheet.close();
  } catch {
    // a picture less: whoever wants the film itself is told why
  }
}

/** Pictures of a run that stands elsewhere by now than they show it. */
export function recallPictures(runId: string): void {
  if (newest.has(runId)) void recallPreview(runId);
  void reloadFilm(runId);
}

export function forgetPreview(runId: string): void {
  newest.get(runId)?.sheet.close();
  newest.delete(runId);
}

/** For `useSyncExternalStore`: called after each new sheet of any run. */
export function subscribePreviews(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
