/** How a classifier does on the photos that were kept out of its training. */
import { type Confusion, confusionOf } from "../lib/verdicts.ts";
import type { Photo } from "../protocol/project.ts";
import type { DataSet } from "../protocol/runData.ts";
import type { Run } from "../state/runs.ts";
import { dataSetOf } from "./dataSets.ts";
import { runWork } from "./work.ts";

export interface LabelledPhoto {
  readonly photo: Photo;
  /** Index of its class. */
  readonly label: number;
}

/** The held-out photos of a run, class by class. */
export const heldOutPhotos = (set: DataSet): LabelledPhoto[] => photosOf(set, true);

/** The photos that a run learns from, class by class. */
export const trainingPhotos = (set: DataSet): LabelledPhoto[] => photosOf(set, false);

function photosOf({ classes, heldOut }: DataSet, isHeldOut: boolean): LabelledPhoto[] {
  const ids = new Set(heldOut);
  return classes.flatMap(({ photos }, label) =>
    photos.filter(({ id }) => ids.has(id) === isHeldOut).map((photo) => ({ photo, label })),
  );
}

/** Photos of all classes in turn, so that the first few show every class. */
export function classesInTurn(entries: readonly LabelledPhoto[]): LabelledPhoto[] {
  const seen = new Map<number, number>();
  return entries
    .map((entry) => {
      const round = seen.get(entry.label) ?? 0;
      seen.set(entry.label, round + 1);
      return { entry, round };
    })
    .sort((a, b) => a.round - b.round)
    .map(({ entry }) => entry);
}

const known = new Map<string, Promise<Confusion | null>>();

/**
 * Judges every held-out photo of a run that has no verdicts of its own, once for each state of the
 * weights; null where that cannot be done.
 */
export function checkHeldOut(run: Run): Promise<Confusion | null> {
  const key = `${run.runId}:${run.step}`;
  const promised = known.get(key) ?? judge(run);
  known.set(key, promised);
  return promised.catch(() => {
    known.delete(key); // perhaps it can be done the next time
    return null;
  });
}

async function judge(run: Run): Promise<Confusion | null> {
  const entries = heldOutPhotos(await dataSetOf(run.data));
  if (entries.length === 0) return null;
  const labels = entries.map(({ label }) => label);
  const photos = entries.map(({ photo }) => photo);
  const { result } = runWork({ kind: "checking", name: run.name }, ({ id, ask }) =>
    ask((engine) => engine.evaluate(id, run.runId, photos, labels, false)),
  );
  const { photos: verdicts } = await result;
  const judged = verdicts.map((probabilities, at) => ({
    label: labels[at] as number, // one verdict a photo
    probabilities,
  }));
  return confusionOf(judged, run.data.classes.length);
}
