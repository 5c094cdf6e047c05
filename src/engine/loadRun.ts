/** A run of an earlier session, back on the device. */
import type { RunRecord } from "../protocol/run.ts";
import { withSettings } from "../protocol/runSettings.ts";
import { buildModel, modelFromCheckpoint, type Registry } from "./builtModel.ts";
import { LiveRun } from "./liveRun.ts";
import type { RunStore } from "./runStore.ts";

/**
 * One that has no checkpoint yet starts from the beginning.
 * @throws BadCheckpoint, StorageFailed
 */
export async function loadRun(
  record: RunRecord,
  { registry, store }: { readonly registry: Registry; readonly store: RunStore },
): Promise<LiveRun> {
  const checkpoint = await store.checkpoint(record.runId);
  const { verdicts: _, ...own } = record; // they are of a state, and go with it
  if (!checkpoint) {
    const fresh = { ...own, step: 0, seconds: 0, history: [] };
    return new LiveRun(buildModel(registry, record), fresh);
  }
  const found = modelFromCheckpoint(registry, checkpoint);
  if (record.pretrained) return new LiveRun(found.model, record);
  const { step, seconds, history, verdicts } = found.record; // the database may be one save apart
  const stood = { ...own, step, seconds, history, ...(verdicts && { verdicts }) };
  return new LiveRun(found.model, withSettings(stood, found.record));
}
