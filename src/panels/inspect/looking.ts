/**
 * Heat maps of what is looked at: the image that is shown large, and those whose tiles are in view. Of hundreds that are
 * judged together nobody looks at most, and theirs would take as long again.
 */
import { heatMap } from "../../client/inference.ts";
import { useAppStore } from "../../state/store.ts";
import type { Entry, Judgement } from "./entries.ts";
import { changeAll, entryWith, imageOf, shownEntry, useJudgements } from "./list.ts";

const inView = new Set<string>();
/** No heat map could be made for them: their photo is gone, for instance. */
const withoutHeat = new WeakSet<Judgement>();

export const isInView = (id: string): boolean => inView.has(id);

/** A tile came in view. @returns the way to say that it is no more */
export function lookAt(id: string): () => void {
  inView.add(id);
  void makeHeatMaps();
  return () => inView.delete(id);
}

/** Whether the model that gave a verdict is there to be asked once more. */
export const isJudgeHere = (runId: string): boolean =>
  useAppStore.getState().runs.some((run) => run.runId === runId);

/** Tries it once more where there was none. */
export function lookAgain(id: string): void {
  const judgement = judgementOf(entryWith(id));
  if (judgement) withoutHeat.delete(judgement);
  void makeHeatMaps();
}

let isMaking = false;

/** One after the other, the one that is shown large first, until none is missing. Never rejects. */
export async function makeHeatMaps(): Promise<void> {
  if (isMaking) return;
  isMaking = true;
  for (let next = nextWithout(); next; next = nextWithout()) await makeHeatMap(next);
  isMaking = false;
}

interface Wanted {
  readonly entry: Entry;
  readonly judgement: Judgement;
}

function nextWithout(): Wanted | undefined {
  const shown = shownEntry(useJudgements.getState());
  for (const id of [...(shown ? [shown.id] : []), ...inView]) {
    const entry = entryWith(id);
    const judgement = judgementOf(entry);
    const isWanted = judgement && !judgement.heat && !withoutHeat.has(judgement);
    if (entry && isWanted && isJudgeHere(judgement.runId)) return { entry, judgement };
  }
  return undefined;
}

async function makeHeatMap({ entry, judgement }: Wanted): Promise<void> {
  const image = imageOf(entry);
  const label = likeliestClass(judgement);
  const heat =
    image && label >= 0 && (await heatMap(judgement.runId, image, label).catch(() => null));
  if (!heat) {
    withoutHeat.add(judgement); // it shows the photo alone
    return;
  }
  changeAll(new Set([entry.id]), (now) =>
    judgementOf(now) === judgement
      ? { ...now, outcome: { state: "done", judgement: { ...judgement, heat } } }
      : now,
  );
}

const judgementOf = (entry: Entry | undefined): Judgement | undefined =>
  entry?.outcome.state === "done" ? entry.outcome.judgement : undefined;

/** Among the classes of the run that judged; negative where that has no such class. */
function likeliestClass({ runId, ranking: [likeliest] }: Judgement): number {
  const run = useAppStore.getState().runs.find((one) => one.runId === runId);
  const { id, name } = likeliest ?? {};
  const classes = run?.data.classes ?? [];
  return classes.findIndex((own) => (id === undefined ? own.name === name : own.id === id));
}
