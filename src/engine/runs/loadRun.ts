/** A run of an earlier session, or of this one that left the device: its model and where it stands. */

import type { RunRecord } from "../../protocol/run.ts";
import { withSettings } from "../../protocol/runSettings.ts";
import { type Checkpoint, readCheckpoint } from "../checkpoints/checkpoint.ts";
import { modelFromCheckpoint } from "../checkpoints/modelFromCheckpoint.ts";
import type { RunStore } from "../checkpoints/runStore.ts";
import { LostWeights } from "../errors.ts";
import { type BuiltModel, buildModel, type Registry } from "../models/builtModel.ts";
import type { KeptState } from "../training/liveRun.ts";

export interface LoadTools {
  readonly registry: Registry;
  readonly store: RunStore;
  /** A state of the run that is newer than what storage has. */
  readonly unkept: (runId: string) => KeptState | null;
  /** Resolves when there is a device to build a model on. */
  readonly whenThere: () => Promise<void>;
}

export interface LoadedRun {
  readonly model: BuiltModel;
  readonly record: RunRecord;
  /** As in `Checkpoint`. */
  readonly isMended: boolean;
}

/**
 * One that has not begun needs no checkpoint.
 * @param from the state to load; its newest unless stated
 * @throws LostWeights where one that has begun has none; BadCheckpoint, StorageFailed
 */
export async function loadRun(
  record: RunRecord,
  { registry, store, unkept, whenThere }: LoadTools,
  from?: Checkpoint,
): Promise<LoadedRun> {
  const { runId } = record;
  const newest = from ? null : unkept(runId);
  const stored = async () => from ?? (await store.checkpoint(runId));
  const checkpoint = newest ? readCheckpoint(newest.bytes) : await stored();
  if (!checkpoint && record.step > 0) throw new LostWeights(`Run ${runId} has no checkpoint`);
  await whenThere();
  const { verdicts: _, ...own } = record; // they are of a state, and go with it
  if (!checkpoint) {
    return { model: buildModel(registry, record), record: own, isMended: false };
  }
  const found = modelFromCheckpoint(registry, checkpoint);
  const { isMended } = checkpoint;
  if (record.pretrained) return { model: found.model, record, isMended };
  const { step, seconds, history, verdicts } = found.record; // the database may be one save apart
  const stood = { ...own, step, seconds, history, ...(verdicts && { verdicts }) };
  return { model: found.model, record: withSettings(stood, found.record), isMended };
}
