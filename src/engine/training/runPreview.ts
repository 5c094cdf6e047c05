/** The sheet that shows a run's progress: always the same inputs, so that sheets compare. */
import type { RgbImage } from "../../data/rgbImage.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { meanSpreadOf, type Spread } from "../metrics/spread.ts";
import { contactSheet } from "../pictures/contactSheet.ts";
import { joined } from "../pictures/images.ts";
import { previewRows, type TrainedModel } from "../tasks/task.ts";

export const previewColumns = 8;

export interface RunPreview {
  readonly picture: RgbImage;
  /** Of what is made out of nothing; null where nothing is. */
  readonly spread: Spread | null;
}

/** The rows of its tasks, one below the other; null where no task has any. */
export async function runPreview(
  run: TrainedModel,
  patches: ResidentPatches,
): Promise<RunPreview | null> {
  const { rows, groups, classes } = await previewRows(run, patches, previewColumns);
  if (rows.length === 0) return null;
  return {
    picture: contactSheet(joined(rows), previewColumns),
    spread: groups.length > 0 ? { value: meanSpreadOf(groups), classes } : null,
  };
}
