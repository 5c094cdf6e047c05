/** How a classifier does on the photos that were kept out of its training. */
import { type Confusion, confusionOf } from "../lib/verdicts.ts";
import type { Photo } from "../protocol/project.ts";
import type { Run } from "../state/runs.ts";
import { askEngine } from "./workers.ts";

/** The held-out photos of a run with the index of their class. */
export function heldOutPhotos(run: Pick<Run, "data">): { photo: Photo; label: number }[] {
  const ids = new Set(run.data.heldOut);
  return run.data.classes.flatMap(({ photos }, label) =>
    photos.filter(({ id }) => ids.has(id)).map((photo) => ({ photo, label })),
  );
}

const known = new Map<string, Promise<Confusion | null>>();

/**
 * Judges every held-out photo of a run that has no verdicts of its own, once for each state of the
 * weights; null where that cannot be done.
 */
export function checkHeldOut(run: Run): Promise<Confusion | null> {
  const key = `${run.runId}:${run.step}`;
  const promised = known.get(key) ?? judge(run).catch(() => null);
  known.set(key, promised);
  return promised;
}

async function judge(run: Run): Promise<Confusion | null> {
  const entries = heldOutPhotos(run);
  if (entries.length === 0) return null;
  const labels = entries.map(({ label }) => label);
  const photos = entries.map(({ photo }) => photo);
  const { photos: verdicts } = await askEngine((engine) =>
    engine.evaluate(run.runId, photos, labels, false),
  );
  const judged = verdicts.map((probabilities, at) => ({
    label: labels[at] as number, // one verdict a photo
    probabilities,
  }));
  return confusionOf(judged, run.data.classes.length);
}
