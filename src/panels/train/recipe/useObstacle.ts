/** Why the chosen model cannot be trained just now, as a sentence; null when it can. */
import { type Text, useText } from "../../../messages/text.ts";
import type { FittingSettings, MemoryNeed } from "../../../protocol/dataset.ts";
import { type AppState, selectIsLost, useAppStore } from "../../../state/store.ts";
import type { TrainingElsewhere } from "../../../state/tabs.ts";
import { bytesText } from "../../../ui/words/bytesText.ts";
import { shareText } from "../../../ui/words/shareText.ts";
import { type Obstacle, obstacleOf } from "./obstacle.ts";
import { useMemoryNeed } from "./useMemoryNeed.ts";
import { selectNeeds, useTrainingData } from "./useTrainingData.ts";

export interface ToldObstacle {
  readonly words: string;
  /**
   * What mends it: more data, ending the run with this id, another tab's, or settings that fit into the
   * memory; null: only waiting or a reload.
   */
  readonly remedy:
    | "data"
    | { readonly runId: string }
    | { readonly fits: FittingSettings }
    | "takeOver"
    | null;
}

const selectTrainingId = (state: AppState) =>
  state.runs.find((run) => run.state === "training" || run.state === "preparing")?.runId;

export function useObstacle(): ToldObstacle | null {
  const text = useText();
  const turn = useTurnObstacle();
  const needs = useAppStore(selectNeeds);
  const data = useTrainingData();
  const need = useMemoryNeed(data);
  if (turn?.remedy === null) return turn; // there is no engine
  if (!needs) return { words: text("train.cannot.starting"), remedy: null };
  const obstacle = obstacleOf(data, needs);
  if (obstacle) return { words: obstacleWords(text, obstacle), remedy: "data" };
  if (need && need.bytes > need.budget) {
    return { words: needWords(text, need), remedy: need.fits ? { fits: need.fits } : "data" };
  }
  return turn;
}

/** Why nothing can be trained just now, whatever it is: no engine, or something trains already. */
export function useTurnObstacle(): ToldObstacle | null {
  const text = useText();
  const isLost = useAppStore(selectIsLost);
  const runId = useAppStore(selectTrainingId);
  const elsewhere = useAppStore((state) => state.trainingElsewhere);
  if (isLost) return { words: text("train.cannot.lost"), remedy: null };
  if (elsewhere) return { words: elsewhereWords(text, elsewhere), remedy: "takeOver" };
  return runId ? { words: text("train.cannot.running"), remedy: { runId } } : null;
}

export const elsewhereWords = (text: Text, { name }: TrainingElsewhere): string =>
  text("train.cannot.elsewhere", { name });

function needWords(text: Text, { patches, bytes, budget, fits }: MemoryNeed): string {
  const need = text("train.cannot.tooLarge", {
    patches,
    bytes: bytesText(text.locale, bytes),
    budget: bytesText(text.locale, budget),
  });
  const wayOut = fits
    ? text("train.cannot.tooLarge.fits", { settings: settingsWords(text, fits) })
    : text("train.cannot.tooLarge.nothing");
  return text.locale === "zh" ? need + wayOut : `${need} ${wayOut}`;
}

/** "40 random patches per photo and batches of 16" */
function settingsWords(text: Text, { overlap, cropsPerPhoto, batchSize }: FittingSettings): string {
  const parts = [
    ...(overlap === undefined
      ? []
      : [text("train.fitting.overlap", { share: shareText(text.locale, overlap) })]),
    ...(cropsPerPhoto === undefined ? [] : [text("train.fitting.crops", { count: cropsPerPhoto })]),
    ...(batchSize === undefined ? [] : [text("train.fitting.batchSize", { count: batchSize })]),
  ];
  return new Intl.ListFormat(text.locale, { type: "conjunction" }).format(parts);
}

function obstacleWords(text: Text, obstacle: Obstacle): string {
  if (obstacle.reason !== "smallClasses") return text(`train.cannot.${obstacle.reason}`);
  const { names } = obstacle;
  const list = new Intl.ListFormat(text.locale, { type: "conjunction" }).format(
    names.map((name) => (text.locale === "zh" ? `“${name}”` : name)),
  );
  return text("train.cannot.smallClasses", { names: list, count: names.length });
}
