/**
 * The images that wait for a verdict or have one. They are judged some at a time in the order given;
 * files that are not stored yet stay beside the store, so that nothing copies or compares them.
 */
import { create } from "zustand";
import { classify } from "../../client/inference.ts";
import { sourceKey } from "../../client/thumbnails.ts";
import type { Verdict } from "../../protocol/inference.ts";
import type { PhotoSource, TextureClass } from "../../protocol/project.ts";
import { newId } from "../../state/project.ts";
import { selectJudge, useAppStore } from "../../state/store.ts";
import {
  type Entry,
  entryOf,
  isPutOff,
  isToCome,
  keptOf,
  type Outcome,
  putOff,
} from "./entries.ts";
import { nextGroupSize, outcomesOf } from "./groups.ts";
import { judgingWork } from "./judgingWork.ts";
import { forget, keep, keepFile, keptResults } from "./keeping.ts";
import { offerBack, together } from "./removed.ts";
import { type InspectView, loadView, saveView } from "./view.ts";

interface Judgements extends InspectView {
  readonly entries: readonly Entry[];
}

export interface NewImage {
  readonly name: string;
  readonly image: Blob | PhotoSource;
  readonly trueClass?: Pick<TextureClass, "id" | "name">;
}

export const useJudgements = create<Judgements>(() => ({ entries: [], ...loadView() }));
useJudgements.subscribe(saveView);

/** Files by the id of their entry, for as long as they are here. */
const files = new Map<string, Blob>();

/** Greater than that of all that are listed, and than those of earlier sessions, which may not be here yet. */
const nextPlace = (entries: readonly Entry[]): number =>
  entries.reduce((most, { place = 0 }) => Math.max(most, place + 1), Date.now());

const entryWith = (id: string): Entry | undefined =>
  useJudgements.getState().entries.find((entry) => entry.id === id);

/** Queues images and selects the first of them. A photo of a project that is there already is not added again. */
export function judge(added: readonly NewImage[]): void {
  const known = new Map(
    useJudgements
      .getState()
      .entries.flatMap(({ id, source }) => (source ? [[sourceKey(source), id] as const] : [])),
  );
  const here: string[] = [];
  const fresh: Entry[] = [];
  const place = nextPlace(useJudgements.getState().entries);
  for (const { name, image, trueClass } of added) {
    const source = image instanceof Blob ? null : image;
    const twin = source && known.get(sourceKey(source));
    if (twin) here.push(twin);
    else {
      const id = newId();
      if (image instanceof Blob) files.set(id, image);
      if (source) known.set(sourceKey(source), id);
      const truth = {
        trueClass: trueClass?.name ?? null,
        ...(trueClass && { trueClassId: trueClass.id }),
      };
      const at = { id, place: place + fresh.length, name };
      fresh.push({ ...at, ...truth, source, outcome: { state: "waiting" } });
      here.push(id);
    }
  }
  const first = here[0];
  if (first === undefined) return;
  useJudgements.setState(({ entries }) => ({ entries: [...entries, ...fresh] }));
  for (const entry of fresh) void keepImage(entry);
  const runId = selectJudge(useAppStore.getState())?.runId;
  const isOfAnother = (id: string) => {
    const outcome = entryWith(id)?.outcome;
    return (
      outcome?.state === "failed" ||
      (outcome?.state === "done" && outcome.judgement.runId !== runId)
    );
  };
  judgeAgain(new Set(here.filter(isOfAnother)));
  selectEntry(first);
}

/** Stores a file, so that its verdict and it outlive the page. */
async function keepImage({ id }: Entry): Promise<void> {
  const file = files.get(id);
  if (file) {
    const hash = await keepFile(id, file);
    if (hash !== null) change(id, (entry) => ({ ...entry, source: { kind: "stored", hash } }));
  }
  keepEntry(id);
}

/** Results are gone that an engine had in memory alone, or that were cleared from outside: it has them from here again. */
useAppStore.subscribe(
  (state) => state.memoryLosses + state.storageClearings,
  () => {
    for (const entry of useJudgements.getState().entries) void keepImage(entry);
  },
);

function keepEntry(id: string): void {
  const entry = entryWith(id);
  const kept = entry && keptOf(entry);
  if (kept) keep(kept);
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
  useJudgements.setState((state) => ({ entries: [...state.entries, ...entries] }));
  for (const { id } of entries) keepEntry(id);
}

/** Selects an image; one of an earlier session gets its pictures then. */
export function selectEntry(id: string): void {
  useJudgements.setState({ selectedId: id });
  void lookAgain(id);
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
  for (const entry of gone) release(entry);
  forget(gone.map(({ id }) => id));
}

function putBack(gone: readonly Entry[]): void {
  const { entries, selectedId } = useJudgements.getState();
  const { all, back } = together(entries, gone);
  useJudgements.setState({ entries: all });
  const ids = new Set(back.map(({ id }) => id));
  letGo(gone.filter(({ id }) => !ids.has(id)));
  for (const entry of back) void keepImage(entry); // what became of it meanwhile is not in it
  const [first] = back;
  if (selectedId === null && first) selectEntry(first.id);
  work();
}

/** Judges everything anew: another model was chosen. */
export function judgeAgain(ids?: ReadonlySet<string>): void {
  const again = ({ id, source }: Entry) =>
    (source !== null || files.has(id)) && (ids?.has(id) ?? true);
  const { entries } = useJudgements.getState();
  for (const entry of entries) if (again(entry)) closePictures(entry);
  useJudgements.setState({
    entries: entries.map((entry) =>
      again(entry) ? { ...entry, outcome: { state: "waiting" } } : entry,
    ),
  });
  work();
}

/** Goes on with what waited for a model: verdicts, and the pictures of the image in view. */
export function goOnWithModels(): void {
  work();
  const { selectedId } = useJudgements.getState();
  if (selectedId !== null) void lookAgain(selectedId);
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

function release(entry: Entry): void {
  files.delete(entry.id);
  closePictures(entry);
}

function closePictures({ outcome }: Pick<Entry, "outcome">): void {
  if (outcome.state === "done" && outcome.judgement.pictures) close(outcome.judgement.pictures);
}

/** False when the entry was removed meanwhile. */
function change(id: string, edit: (entry: Entry) => Entry): boolean {
  if (!entryWith(id)) return false;
  useJudgements.setState(({ entries }) => ({
    entries: entries.map((entry) => (entry.id === id ? edit(entry) : entry)),
  }));
  return true;
}

const settle = (id: string, outcome: Outcome): boolean =>
  change(id, (entry) => ({ ...entry, outcome }));

/** At one go: each change goes over the whole list. */
const settleAll = (outcomes: ReadonlyMap<string, Outcome>): void =>
  useJudgements.setState(({ entries }) => ({
    entries: entries.map((entry) => {
      const outcome = outcomes.get(entry.id);
      return outcome ? { ...entry, outcome } : entry;
    }),
  }));

/** Photos are looked up and cut while the group before computes. */
const groupsAtOnce = 2;

let groups = 0;

function work(): void {
  const state = useAppStore.getState();
  if (!selectJudge(state) && !state.isShippedLoaded) return; // its model is to come
  while (groups < groupsAtOnce && waiting(1).length > 0) void judgeGroups();
  if (waiting(1).length > 0) void showAsWork();
}

let isShown = false;

/** More wait than are under way: they are long work, which ends with the last of them. */
async function showAsWork(): Promise<void> {
  if (isShown) return;
  isShown = true;
  const { subscribe, getState } = useJudgements;
  await judgingWork(selectJudge(useAppStore.getState())?.name ?? "", {
    toGo: () => getState().entries.filter(({ outcome }) => isToCome(outcome)).length,
    subscribe,
    putOff: putOffWaiting,
  });
  isShown = false;
}

function putOffWaiting(): void {
  const ids = waiting(Number.POSITIVE_INFINITY).map(({ id }) => id);
  settleAll(new Map(ids.map((id) => [id, { state: "failed", reason: putOff }])));
  for (const id of ids) keepEntry(id);
}

/** Judges those that were put off. */
export function goOnJudging(): void {
  const left = useJudgements.getState().entries.filter(({ outcome }) => isPutOff(outcome));
  judgeAgain(new Set(left.map(({ id }) => id)));
}

/** The first of those that wait. */
const waiting = (most: number): Entry[] =>
  useJudgements
    .getState()
    .entries.filter(({ outcome }) => outcome.state === "waiting")
    .slice(0, most);

/** Until nothing waits; takes the first group at once. Never rejects. */
async function judgeGroups(together = 1): Promise<void> {
  groups++;
  for (let group = waiting(1); group.length > 0; group = waiting(together)) {
    settleAll(new Map(group.map(({ id }) => [id, { state: "working" }])));
    const started = performance.now();
    await judgeGroup(group);
    together = nextGroupSize(together, performance.now() - started);
    for (const { id } of group) if (entryWith(id)?.outcome.state !== "waiting") keepEntry(id);
  }
  groups--;
}

async function judgeGroup(group: readonly Entry[]): Promise<void> {
  const run = selectJudge(useAppStore.getState());
  const images = new Map(group.map(({ id, source }) => [id, files.get(id) ?? source]));
  const outcomes = await outcomesOf(run, images);
  const isOutdated = run && selectJudge(useAppStore.getState())?.runId !== run.runId;
  for (const [id, outcome] of outcomes) {
    if (outcome.state !== "done") continue;
    if (isOutdated || !entryWith(id)) closePictures({ outcome });
    if (isOutdated) outcomes.set(id, { state: "waiting" });
  }
  settleAll(outcomes);
}

/** Whether the model that gave a verdict is there to be asked once more. */
export const isJudgeHere = (runId: string): boolean =>
  useAppStore.getState().runs.some((run) => run.runId === runId);

/** Makes the pictures of a verdict of an earlier session; the verdict itself stays what it was. */
async function lookAgain(id: string): Promise<void> {
  const entry = entryWith(id);
  if (entry?.outcome.state !== "done" || entry.outcome.judgement.pictures || !entry.source) return;
  const { judgement } = entry.outcome;
  if (!isJudgeHere(judgement.runId)) return;
  const [verdict] = await classify(judgement.runId, [entry.source]).catch(() => []);
  if (!verdict || "refused" in verdict) return; // it shows the photo alone
  const { photo, heat } = verdict;
  const now = entryWith(id)?.outcome;
  const isSame = now?.state === "done" && now.judgement === judgement;
  if (isSame) settle(id, { state: "done", judgement: { ...judgement, pictures: { photo, heat } } });
  else close(verdict);
}

function close({ photo, heat }: Pick<Verdict, "photo" | "heat">): void {
  photo.close();
  heat.close();
}
