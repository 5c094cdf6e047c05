/** The sheet that shows a run's progress: always the same inputs, so that sheets compare. */
import * as tf from "@tensorflow/tfjs";
import type { RgbImage } from "../../data/rgbImage.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { meanSpreadOf, type Spread } from "../metrics/spread.ts";
import type { BuiltModel } from "../models/builtModel.ts";
import { readScalars } from "../ops/readScalars.ts";
import { contactSheet } from "../pictures/contactSheet.ts";
import { previewRows, type Task } from "../tasks/task.ts";

export const previewColumns = 8;

export interface RunPreview {
  readonly picture: RgbImage;
  /** Of what is made out of nothing; null where nothing is. */
  readonly spread: Spread | null;
}

/** The rows of its tasks, one below the other; null where no task has any. */
export async function runPreview(
  model: BuiltModel,
  tasks: readonly Task[],
  patches: ResidentPatches,
): Promise<RunPreview | null> {
  let classes = 0;
  const [images, spread] = tf.tidy(() => {
    const shown = previewRows(tasks, model, patches, previewColumns);
    ({ classes } = shown);
    if (shown.rows.length === 0) return [];
    const spreads = shown.groups.length > 0 ? [meanSpreadOf(shown.groups)] : [];
    return [tf.concat([...shown.rows]), ...spreads];
  }) as [tf.Tensor4D?, tf.Scalar?];
  if (!images) return null;
  const [picture, [values = {}]] = await Promise.all([
    contactSheet(images, previewColumns),
    readScalars(spread ? [{ spread }] : []),
  ]);
  const { spread: value } = values;
  return { picture, spread: value === undefined ? null : { value, classes } };
}
