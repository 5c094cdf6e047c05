/**
 * Keeps a picture up to date with a model's sliders and weights: asks at once when a slider moves, and
 * at most twice a second while the model trains.
 */

import { generate } from "../../client/inference.ts";
import { errorMessageId } from "../../client/notices.ts";
import { latest } from "../../lib/latest.ts";
import { sharesOf } from "./classMix.ts";
import { followWeights, isComing } from "./followWeights.ts";
import { type Position, useLatents } from "./latents.ts";

export interface PictureFeed {
  /** Takes the bitmap, drawn from z, over and closes it. */
  readonly onPicture: (bitmap: ImageBitmap, z: Float32Array) => void;
  /** A message id; null when pictures come again. */
  readonly onTrouble: (messageId: `error.${string}` | null) => void;
}

const whileTrainingMs = 500;

/** Starts feeding; gives what ends it. */
export function feedPicture(runId: string, { onPicture, onTrouble }: PictureFeed): () => void {
  let isOver = false;
  const ask = latest(({ z, mix }: Position) =>
    generate(runId, { z, weights: mix ? sharesOf(mix) : undefined }),
  );

  async function show(): Promise<void> {
    const position = useLatents.getState().byRun[runId];
    if (!position || isOver) return;
    try {
      const bitmap = await ask(position);
      if (!bitmap) return; // a newer request took its place
      if (isOver) bitmap.close();
      else onPicture(bitmap, position.z);
      onTrouble(null);
    } catch (error) {
      if (!isOver && !isComing(runId)) onTrouble(errorMessageId(error));
    }
  }

  const offSliders = useLatents.subscribe((now, before) => {
    const [here, there] = [now.byRun[runId], before.byRun[runId]];
    if (here?.z !== there?.z || here?.mix !== there?.mix) void show();
  });
  const offWeights = followWeights(runId, whileTrainingMs, () => void show());
  void show();
  return () => {
    isOver = true;
    offSliders();
    offWeights();
  };
}
