/** How far a run is, in words. */
import type { Text } from "../../messages/text.ts";
import { hasSteps, type RunRecord } from "../../protocol/run.ts";
import { shareText } from "./shareText.ts";

interface Standing extends Pick<RunRecord, "hparams" | "step"> {
  /** Of a model that is being fitted, 0…1. */
  readonly fittedShare?: number;
}

/** "2,140 of 6,000"; of a model that is fitted, which takes no steps: "42% fitted", "Fitted". */
export function standText(text: Text, { hparams, step, fittedShare = 0 }: Standing): string {
  if (hasSteps({ hparams }))
    return text("train.status.stepOf", { step, steps: Number(hparams.steps) });
  if (step > 0) return text("train.status.fitted");
  return text("train.status.fitting", { share: shareText(text.locale, fittedShare) });
}
