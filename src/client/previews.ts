/** The newest contact sheet of each run, outside React; canvases subscribe and draw it. */
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

export function forgetPreview(runId: string): void {
  newest.get(runId)?.sheet.close();
  newest.delete(runId);
}

/** For `useSyncExternalStore`: called after each new sheet of any run. */
export function subscribePreviews(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
