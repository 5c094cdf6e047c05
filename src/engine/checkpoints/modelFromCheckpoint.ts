/** From a checkpoint to a live model. */
import type { RunRecord } from "../../protocol/run.ts";
import { type BuiltModel, buildModel, type Registry, withDefaults } from "../models/builtModel.ts";
import { type Checkpoint, restoreModel } from "./checkpoint.ts";

/** A model with a checkpoint's weights. @throws BadCheckpoint */
export function modelFromCheckpoint(
  registry: Registry,
  checkpoint: Checkpoint,
): { model: BuiltModel; record: RunRecord } {
  const record = withDefaults(registry, checkpoint.record);
  const model = buildModel(registry, record);
  try {
    restoreModel(model, checkpoint);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { model, record };
}
