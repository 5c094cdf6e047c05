/** Photos that are judged together: how many, and what is told of each. */
import { classify } from "../../client/inference.ts";
import { errorMessageId } from "../../client/notices.ts";
import type { Judged, PhotoToJudge } from "../../protocol/inference.ts";
import type { Run } from "../../state/runs.ts";
import type { Outcome } from "./entries.ts";
import { hand } from "./photos.ts";
import { rank } from "./ranking.ts";

/** More of them fill batches, fewer show a verdict sooner. */
const mostTogether = 16;
/** Groups grow as long as they take less, and shrink where they take three times as long. */
const groupMs = 250;

/** @param tookMs for a group of `size` */
export function nextGroupSize(size: number, tookMs: number): number {
  if (tookMs < groupMs) return Math.min(2 * size, mostTogether);
  return tookMs > 3 * groupMs ? Math.max(1, Math.floor(size / 2)) : size;
}

/** What becomes of images, by the ids of their entries; one that is not here any more fails. */
export async function outcomesOf(
  run: Run | null,
  photos: ReadonlyMap<string, PhotoToJudge | null>,
): Promise<Map<string, Outcome>> {
  const here = [...photos].flatMap(([id, photo]) => (photo ? [[id, photo] as const] : []));
  const outcomes = new Map<string, Outcome>(
    [...photos.keys()].map((id) => [id, { state: "failed", reason: "error.UnknownRun" }]),
  );
  if (!run || here.length === 0) return outcomes;
  const started = performance.now();
  const judged = await classify(
    run.runId,
    here.map(([, photo]) => photo),
  ).catch((error: unknown) => here.map((): Judged => ({ refused: nameOf(error) })));
  const tookMs = (performance.now() - started) / here.length;
  for (const [at, [id, { photo }]] of here.entries()) {
    const one = judged[at] as Judged; // one a photo
    if (!("refused" in one) && one.photo) hand(photo, one.photo);
    outcomes.set(id, outcomeOf(one, run, tookMs));
  }
  return outcomes;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "");

function outcomeOf(judged: Judged, run: Run, tookMs: number): Outcome {
  if ("refused" in judged) {
    const error = Object.assign(new Error(), { name: judged.refused });
    return { state: "failed", reason: errorMessageId(error) };
  }
  const { heat, patches, probabilities } = judged;
  const { runId, name: model, data } = run;
  const ranking = rank(data.classes, probabilities);
  const judgement = { ranking, heat, patches, tookMs, runId, model };
  return { state: "done", judgement };
}
