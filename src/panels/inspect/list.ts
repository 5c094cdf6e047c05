/**
 * The images of the desk in their order, and which of them is in view. Files that are not stored yet stay beside
 * the store, so that nothing copies or compares them.
 */
import { create } from "zustand";
import type { PhotoSource } from "../../protocol/project.ts";
import type { Entry, Outcome } from "./entries.ts";
import { type InspectView, loadView, saveView } from "./view.ts";

interface Judgements extends InspectView {
  readonly entries: readonly Entry[];
}

export const useJudgements = create<Judgements>(() => ({ entries: [], ...loadView() }));
useJudgements.subscribe(saveView);

/** Files by the id of their entry, for as long as they are here. */
export const files = new Map<string, Blob>();

/** Where an image can be read; null where it cannot be any more. */
export const imageOf = ({ id, source }: Entry): Blob | PhotoSource | null =>
  files.get(id) ?? source;

export const entryWith = (id: string): Entry | undefined =>
  useJudgements.getState().entries.find((entry) => entry.id === id);

/** The one that is shown large; undefined where there is none at all. */
export const shownEntry = ({ entries, selectedId }: Judgements): Entry | undefined =>
  entries.find(({ id }) => id === selectedId) ?? entries[0];

/** Edits those of the ids; at one go, because each change goes over the whole list and its tiles. */
export function changeAll(ids: ReadonlySet<string>, edit: (entry: Entry) => Entry): void {
  if (ids.size === 0) return;
  useJudgements.setState(({ entries }) => ({
    entries: entries.map((entry) => (ids.has(entry.id) ? edit(entry) : entry)),
  }));
}

export const settleAll = (outcomes: ReadonlyMap<string, Outcome>): void =>
  changeAll(new Set(outcomes.keys()), (entry) => ({
    ...entry,
    outcome: outcomes.get(entry.id) as Outcome, // only those are edited
  }));
