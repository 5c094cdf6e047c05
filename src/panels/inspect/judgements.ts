/** What is done with the list of images: added to, chosen from, removed from, recalled from earlier sessions. */
import { sourceKey } from "../../client/thumbnails.ts";
import type { PhotoSource, TextureClass } from "../../protocol/project.ts";
import { newId } from "../../state/project.ts";
import { selectJudge, useAppStore } from "../../state/store.ts";
import { type Entry, entryOf } from "./entries.ts";
import { judgeAgain, work } from "./judging.ts";
import { forget, keptResults } from "./keeping.ts";
import { files, useJudgements } from "./list.ts";
import { lookAgain, makeHeatMaps } from "./looking.ts";
import { offerBack, together } from "./removed.ts";
import { storeEntries } from "./storing.ts";

export interface NewImage {
  readonly name: string;
  readonly image: Blob | PhotoSource;
  readonly trueClass?: Pick<TextureClass, "id" | "name">;
}

/** Greater than that of all that are listed, and than those of earlier sessions, which may not be here yet. */
const nextPlace = (entries: readonly Entry[]): number =>
  entries.reduce((most, { place = 0 }) => Math.max(most, place + 1), Date.now());

/** Queues images and selects the first of them. A photo of a project that is there already is not added again. */
export function judge(added: readonly NewImage[]): void {
  const { entries } = useJudgements.getState();
  const known = new Map(
    entries.flatMap((entry) => (entry.source ? [[sourceKey(entry.source), entry] as const] : [])),
  );
  const here: Entry[] = [];
  const fresh: Entry[] = [];
  const place = nextPlace(entries);
  for (const { name, image, trueClass } of added) {
    const source = image instanceof Blob ? null : image;
    const twin = source && known.get(sourceKey(source));
    if (twin) here.push(twin);
    else {
      const id = newId();
      if (image instanceof Blob) files.set(id, image);
      const truth = {
        trueClass: trueClass?.name ?? null,
        ...(trueClass && { trueClassId: trueClass.id }),
      };
      const at = { id, place: place + fresh.length, name };
      const entry: Entry = { ...at, ...truth, source, outcome: { state: "waiting" } };
      if (source) known.set(sourceKey(source), entry);
      fresh.push(entry);
      here.push(entry);
    }
  }
  const [first] = here;
  if (!first) return;
  useJudgements.setState({ entries: [...entries, ...fresh], selectedId: first.id });
  const runId = selectJudge(useAppStore.getState())?.runId;
  const isOfAnother = ({ outcome }: Entry) =>
    outcome.state === "failed" || (outcome.state === "done" && outcome.judgement.runId !== runId);
  judgeAgain(new Set(here.filter(isOfAnother).map(({ id }) => id)));
  selectEntry(first.id);
  storeEntries(fresh);
}

/** Lists files that could not even be opened. */
export function addUnreadable(names: readonly string[]): void {
  const place = nextPlace(useJudgements.getState().entries);
  const entries = names.map(
    (name, index): Entry => ({
      id: newId(),
      place: place + index,
      name,
      trueClass: null,
      source: null,
      outcome: { state: "failed", reason: "error.UnreadableImage" },
    }),
  );
  if (entries.length === 0) return;
  useJudgements.setState((state) => ({ entries: [...state.entries, ...entries] }));
  storeEntries(entries);
}

/** Shows an image large. */
export function selectEntry(id: string): void {
  useJudgements.setState({ selectedId: id });
  lookAgain(id);
}

/** @returns the entry that took its place in the list; null where it was the last */
export function removeEntry(id: string): string | null {
  const { entries, selectedId } = useJudgements.getState();
  const index = entries.findIndex((entry) => entry.id === id);
  const rest = entries.filter((entry) => entry.id !== id);
  const next = rest[Math.min(index, rest.length - 1)]?.id ?? null;
  useJudgements.setState({ entries: rest });
  if (selectedId === id && next !== null) selectEntry(next);
  takeOut(entries.slice(index, index + 1));
  return next;
}

export function clearEntries(): void {
  const { entries } = useJudgements.getState();
  useJudgements.setState({ entries: [], selectedId: null });
  takeOut(entries);
}

const takeOut = (gone: readonly Entry[]): void => offerBack(gone, { bringBack: putBack, letGo });

function letGo(gone: readonly Entry[]): void {
  for (const { id } of gone) files.delete(id);
  forget(gone.map(({ id }) => id));
}

function putBack(gone: readonly Entry[]): void {
  const { entries, selectedId } = useJudgements.getState();
  const { all, back } = together(entries, gone);
  useJudgements.setState({ entries: all });
  const ids = new Set(back.map(({ id }) => id));
  letGo(gone.filter(({ id }) => !ids.has(id)));
  storeEntries(back); // what became of it meanwhile is not in it
  const [first] = back;
  if (selectedId === null && first) selectEntry(first.id);
  work();
}

/** Goes on with what waited for a model: verdicts, and heat maps of the images in view. */
export function goOnWithModels(): void {
  work();
  void makeHeatMaps();
}

let isRecalled = false;

/** Shows what earlier sessions found out, once; what waited goes on. */
export async function recallEntries(): Promise<void> {
  if (isRecalled) return;
  isRecalled = true;
  const kept = (await keptResults()).map(entryOf);
  useJudgements.setState(({ entries }) => ({ entries: [...kept, ...entries] }));
  const { entries, selectedId } = useJudgements.getState();
  const isThere = entries.some(({ id }) => id === selectedId);
  const shown = isThere ? selectedId : (entries[0]?.id ?? null);
  if (shown !== null) selectEntry(shown);
  work();
}
