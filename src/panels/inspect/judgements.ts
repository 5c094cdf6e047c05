/**
 * The images that wait for a verdict or have one. They are judged one at a time in the order given;
 * the images themselves stay beside the store, so that nothing copies or compares them.
 */
import { create } from "zustand";
import { errorMessageId } from "../../client/notices.ts";
import { classify } from "../../client/play.ts";
import { toldApart } from "../../lib/className.ts";
import type { Verdict } from "../../protocol/engine.ts";
import type { PhotoSource } from "../../protocol/project.ts";
import { newId } from "../../state/project.ts";
import { selectRunFor, useAppStore } from "../../state/store.ts";

export interface RankedClass {
  readonly name: string;
  /** 0…1 */
  readonly probability: number;
}

export interface Judgement {
  /** Likeliest first. */
  readonly ranking: readonly RankedClass[];
  readonly photo: ImageBitmap;
  readonly heat: ImageBitmap;
  readonly patches: number;
  readonly tookMs: number;
  readonly model: string;
}

export type Outcome =
  | { readonly state: "waiting" | "working" }
  | { readonly state: "done"; readonly judgement: Judgement }
  | { readonly state: "failed"; readonly reason: `error.${string}` };

export interface Entry {
  readonly id: string;
  readonly name: string;
  /** The class it really has, where it is a photo of the project. */
  readonly trueClass: string | null;
  readonly outcome: Outcome;
}

interface Judgements {
  readonly entries: readonly Entry[];
  readonly selectedId: string | null;
}

export interface NewImage {
  readonly name: string;
  readonly image: Blob | PhotoSource;
  readonly trueClass?: string;
}

export const useJudgements = create<Judgements>(() => ({ entries: [], selectedId: null }));

const images = new Map<string, Blob | PhotoSource>();
const selectRun = selectRunFor("classify");

/** Class names, two of one name numbered, with their probabilities, likeliest first. */
export function rank(
  names: readonly string[],
  probabilities: readonly number[],
): readonly RankedClass[] {
  return toldApart(names)
    .map((name, index) => ({ name, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
}

/** Queues images and selects the first of them. */
export function judge(added: readonly NewImage[]): void {
  const entries = added.map(({ name, image, trueClass }): Entry => {
    const id = newId();
    images.set(id, image);
    return { id, name, trueClass: trueClass ?? null, outcome: { state: "waiting" } };
  });
  const first = entries[0];
  if (!first) return;
  useJudgements.setState((state) => ({
    entries: [...state.entries, ...entries],
    selectedId: first.id,
  }));
  void work();
}

/** Lists files that could not even be opened. */
export function addUnreadable(names: readonly string[]): void {
  const entries = names.map(
    (name): Entry => ({
      id: newId(),
      name,
      trueClass: null,
      outcome: { state: "failed", reason: "error.UnreadableImage" },
    }),
  );
  useJudgements.setState((state) => ({ entries: [...state.entries, ...entries] }));
}

export const selectEntry = (id: string): void => useJudgements.setState({ selectedId: id });

export function removeEntry(id: string): void {
  const { entries, selectedId } = useJudgements.getState();
  const index = entries.findIndex((entry) => entry.id === id);
  const rest = entries.filter((entry) => entry.id !== id);
  const next = rest[Math.min(index, rest.length - 1)]?.id ?? null;
  useJudgements.setState({ entries: rest, selectedId: selectedId === id ? next : selectedId });
  release(entries[index]);
}

export function clearEntries(): void {
  const { entries } = useJudgements.getState();
  useJudgements.setState({ entries: [], selectedId: null });
  for (const entry of entries) release(entry);
}

/** Judges everything anew: another model was chosen. */
export function judgeAgain(ids?: ReadonlySet<string>): void {
  const again = ({ id }: Entry) => images.has(id) && (ids?.has(id) ?? true);
  const { entries } = useJudgements.getState();
  for (const entry of entries) if (again(entry)) closePictures(entry);
  useJudgements.setState({
    entries: entries.map((entry) =>
      again(entry) ? { ...entry, outcome: { state: "waiting" } } : entry,
    ),
  });
  void work();
}

function release(entry: Entry | undefined): void {
  if (!entry) return;
  images.delete(entry.id);
  closePictures(entry);
}

function closePictures({ outcome }: Entry): void {
  if (outcome.state !== "done") return;
  outcome.judgement.photo.close();
  outcome.judgement.heat.close();
}

/** False when the entry was removed meanwhile. */
function settle(id: string, outcome: Outcome): boolean {
  const { entries } = useJudgements.getState();
  if (!entries.some((entry) => entry.id === id)) return false;
  useJudgements.setState({
    entries: entries.map((entry) => (entry.id === id ? { ...entry, outcome } : entry)),
  });
  return true;
}

let isWorking = false;

async function work(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  for (;;) {
    const next = useJudgements
      .getState()
      .entries.find(({ outcome }) => outcome.state === "waiting");
    if (!next) break;
    settle(next.id, { state: "working" });
    await judgeOne(next.id);
  }
  isWorking = false;
}

async function judgeOne(id: string): Promise<void> {
  const run = selectRun(useAppStore.getState());
  const image = images.get(id);
  if (!run || !image) {
    settle(id, { state: "failed", reason: "error.UnknownRun" });
    return;
  }
  const started = performance.now();
  try {
    const verdict = await classify(run.runId, image);
    const { photo, heat, patches, probabilities } = verdict;
    const ranking = rank(
      run.data.classes.map(({ name }) => name),
      probabilities,
    );
    const tookMs = performance.now() - started;
    const judgement = { ranking, photo, heat, patches, tookMs, model: run.name };
    const isOutdated = selectRun(useAppStore.getState())?.runId !== run.runId;
    if (isOutdated || !settle(id, { state: "done", judgement })) close(verdict);
    if (isOutdated) settle(id, { state: "waiting" });
  } catch (error) {
    settle(id, { state: "failed", reason: errorMessageId(error) });
  }
}

function close({ photo, heat }: Pick<Verdict, "photo" | "heat">): void {
  photo.close();
  heat.close();
}
