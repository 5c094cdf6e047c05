/**
 * Keeps a translation up to date with the choice and with the model's weights: asks at once for another
 * photo or direction, and now and then while the model trains.
 */

import { translate } from "../../client/inference.ts";
import { errorMessageId } from "../../client/notices.ts";
import { latest } from "../../lib/latest.ts";
import type { Translation } from "../../protocol/inference.ts";
import { followWeights, isComing } from "./followWeights.ts";
import {
  type Choice,
  choiceIn,
  isWish,
  noChoice,
  putChoice,
  useChoices,
  type Wish,
} from "./translations.ts";

export interface TranslationFeed {
  /** Takes the bitmaps over and closes them. */
  readonly onTranslation: (translation: Translation, wish: Wish) => void;
  /** The wish could not be met; the choice is again the last one that could, `kept`. */
  readonly onTrouble: (wish: Wish, messageId: `error.${string}`, kept: Choice) => void;
}

/** A whole photo takes far longer than a patch: training is to have most of the time. */
const whileTrainingMs = 2_000;

/** Starts feeding; gives what ends it. */
export function feedTranslation(runId: string, feed: TranslationFeed): () => void {
  let isOver = false;
  let met: Choice = { ...noChoice, target: choiceNow().target };
  const ask = latest(({ photo, target }: Wish) => translate(runId, photo.image, target));

  function choiceNow(): Choice {
    return choiceIn(useChoices.getState(), runId);
  }

  async function show(): Promise<void> {
    const wish = choiceNow();
    if (!isWish(wish) || isOver) return;
    try {
      const translation = await ask(wish);
      if (!translation) return; // a newer request took its place
      if (isOver) {
        translation.photo.close();
        translation.picture.close();
        return;
      }
      met = wish;
      feed.onTranslation(translation, wish);
    } catch (error) {
      const reason = errorMessageId(error);
      if (isOver || (reason === "error.UnknownRun" && isComing(runId))) return;
      feed.onTrouble(wish, reason, met);
      if (choiceNow() === wish) putChoice(runId, met);
    }
  }

  const offChoice = useChoices.subscribe((now, before) => {
    const choice = choiceIn(now, runId);
    if (choice !== choiceIn(before, runId) && choice !== met) void show();
  });
  const offWeights = followWeights(runId, whileTrainingMs, () => void show());
  void show();
  return () => {
    isOver = true;
    offChoice();
    offWeights();
  };
}
