/** Sees to it that a later session finds the images and what became of them. */
import { useAppStore } from "../../state/store.ts";
import { type Entry, keptOf } from "./entries.ts";
import { keep, keepFiles } from "./keeping.ts";
import { changeAll, entryWith, files, useJudgements } from "./list.ts";

/** The list hears of what is stored this often, ms: it has it in no hurry, and hundreds come within a second. */
const tellEveryMs = 200;

/** Hashes by the id of their entry, of which the list is to hear. */
let stored = new Map<string, string>();

/** Stores files, so that their verdicts and they outlive the page. */
export function storeEntries(entries: readonly Entry[]): void {
  const own = new Map<string, Blob>();
  for (const entry of entries) {
    const file = files.get(entry.id);
    if (file) own.set(entry.id, file);
    else keepAsItIs(entry);
  }
  keepFiles(own, (id, hash) => {
    if (hash !== null) note(id, hash);
    storeOutcome(id);
  });
}

function note(id: string, hash: string): void {
  if (stored.size === 0) setTimeout(tell, tellEveryMs);
  stored.set(id, hash);
}

function tell(): void {
  const hashes = stored;
  stored = new Map();
  changeAll(new Set(hashes.keys()), (entry) => withHash(entry, hashes.get(entry.id)));
}

/** Keeps what became of an image. */
export function storeOutcome(id: string): void {
  const entry = entryWith(id);
  if (entry) keepAsItIs(withHash(entry, stored.get(id)));
}

function keepAsItIs(entry: Entry): void {
  const kept = keptOf(entry);
  if (kept) keep(kept);
}

const withHash = (entry: Entry, hash: string | undefined): Entry =>
  hash === undefined ? entry : { ...entry, source: { kind: "stored", hash } };

/** Results are gone that an engine had in memory alone, or that were cleared from outside: it has them from here again. */
useAppStore.subscribe(
  (state) => state.memoryLosses + state.storageClearings,
  () => storeEntries(useJudgements.getState().entries),
);
