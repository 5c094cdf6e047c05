/** Keeps the results in the engine's storage; what cannot be written is tried again until it can. */
import { WorkerLost } from "../../client/engine/calls.ts";
import { isOfStorage } from "../../client/notices.ts";
import { askEngine } from "../../client/workers.ts";
import { inTurn } from "../../lib/inTurn.ts";
import type { KeptResult } from "../../protocol/results.ts";
import { useAppStore } from "../../state/store.ts";

const retryMs = 5_000;

const waiting = new Map<string, KeptResult>();
const forgotten = new Set<string>();
/** By the id of their result: files that are not stored yet. */
const unstored = new Set<string>();
const fileInTurn = inTurn();
let isWriting = false;

/** Writes a result, or writes it anew, as soon as can be. */
export function keep(result: KeptResult): void {
  waiting.set(result.id, result);
  if (!useAppStore.getState().hasMade) useAppStore.setState({ hasMade: true }); // each change is heard all over the app
  void write();
}

/**
 * Stores files, as soon as can be; one after the other.
 * @param onKept told the hash of each; null where it is forgotten before, or cannot be read
 */
export function keepFiles(
  files: ReadonlyMap<string, Blob>,
  onKept: (id: string, hash: string | null) => void,
): void {
  for (const id of files.keys()) unstored.add(id);
  tellUnstored();
  for (const [id, file] of files)
    void fileInTurn(() => store(id, file)).then((hash) => onKept(id, hash));
}

async function store(id: string, file: Blob): Promise<string | null> {
  try {
    while (unstored.has(id)) {
      try {
        return await askEngine((engine) => engine.keepPhoto(id, file));
      } catch (error) {
        if (!isOfStorage(error) && !(error instanceof WorkerLost)) break;
        await new Promise((resolve) => setTimeout(resolve, retryMs)); // a banner says so meanwhile
      }
    }
    return null;
  } finally {
    unstored.delete(id);
    tellUnstored();
  }
}

/** Who leaves the page before they are stored is asked. */
const tellUnstored = (): void => useAppStore.setState({ unstoredImages: unstored.size });

export function forget(ids: readonly string[]): void {
  for (const id of ids) {
    waiting.delete(id);
    unstored.delete(id);
    forgotten.add(id);
  }
  tellUnstored();
  void write();
}

/** What earlier sessions found out, oldest first; none where that cannot be read. */
export const keptResults = (): Promise<readonly KeptResult[]> =>
  askEngine((engine) => engine.results()).catch(() => []);

async function write(): Promise<void> {
  if (isWriting) return;
  isWriting = true;
  while (waiting.size + forgotten.size > 0) {
    const results = [...waiting.values()];
    const ids = [...forgotten];
    try {
      if (ids.length > 0) await askEngine((engine) => engine.forgetResults(ids));
      for (const id of ids) forgotten.delete(id);
      if (results.length > 0) await askEngine((engine) => engine.keepResults(results));
      for (const result of results)
        if (waiting.get(result.id) === result) waiting.delete(result.id);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, retryMs)); // a banner says so meanwhile
    }
  }
  isWriting = false;
}
