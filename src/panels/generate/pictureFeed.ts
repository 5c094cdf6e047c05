/**
 * Keeps a picture up to date with a model's sliders and weights: asks at once when a slider moves, and
 * at most twice a second while the model trains.
 */
import { errorMessageId } from "../../client/notices.ts";
import { generate } from "../../client/play.ts";
import { latest } from "../../lib/latest.ts";
import { useAppStore } from "../../state/store.ts";
import { useLatents } from "./latents.ts";

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
  const ask = latest((z: Float32Array) => generate(runId, z));

  async function show(): Promise<void> {
    const z = useLatents.getState().byRun[runId]?.z;
    if (!z || isOver) return;
    try {
      const bitmap = await ask(z);
      if (!bitmap) return; // a newer request took its place
      if (isOver) bitmap.close();
      else onPicture(bitmap, z);
      onTrouble(null);
    } catch (error) {
      if (!isOver && !isComing(runId)) onTrouble(errorMessageId(error));
    }
  }

  const offSliders = useLatents.subscribe((now, before) => {
    if (now.byRun[runId]?.z !== before.byRun[runId]?.z) void show();
  });
  const offWeights = followWeights(runId, () => void show());
  void show();
  return () => {
    isOver = true;
    offSliders();
    offWeights();
  };
}

const runOf = (runId: string) => useAppStore.getState().runs.find((entry) => entry.runId === runId);

/** A run that has just begun has no weights to draw with yet; they will come. */
function isComing(runId: string): boolean {
  const state = runOf(runId)?.state;
  return state === "preparing" || state === "training";
}

/** Calls back when the run's weights have changed, at most twice a second, and always for the last. */
function followWeights(runId: string, onChange: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = useAppStore.subscribe(
    () => `${runOf(runId)?.step}:${runOf(runId)?.state}`,
    () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        onChange();
      }, whileTrainingMs);
    },
  );
  return () => {
    clearTimeout(timer);
    off();
  };
}
