/**
 * A run as it is at one moment, for what is measured over many tasks: training changes the model meanwhile,
 * and figures of a mixture of steps would be of none.
 */
import * as tf from "@tensorflow/tfjs";
import type { RunRecord } from "../../protocol/run.ts";
import { copyModel } from "../checkpoints/copyModel.ts";
import type { BuiltModel, Registry } from "../models/builtModel.ts";
import type { TrainedModel } from "../tasks/task.ts";
import type { LiveRun } from "../training/liveRun.ts";

export interface View extends TrainedModel {
  readonly model: BuiltModel;
  readonly record: RunRecord;
}

/** A copy is made, which is given up when `act` is done: any run may be told to train, or to go back, meanwhile. */
export async function measuring<T>(
  registry: Registry,
  run: LiveRun,
  act: (view: View) => Promise<T>,
): Promise<T> {
  const { step, seconds } = run.trainer ?? run.record;
  const record = { ...run.record, step, seconds };
  const model = copyModel(registry, run.model, record);
  const inference = run.inference.over(model);
  try {
    return await act({ model, inference, record, tasks: run.tasks });
  } finally {
    inference.dispose();
    tf.tidy(() => model.dispose());
  }
}
