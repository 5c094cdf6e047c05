/** How good a model is, in the words of a list: only what was measured on photos that it never saw. */
import type { Text } from "../../messages/text.ts";
import type { ModelSpec } from "../../protocol/spec.ts";
import { figureOf } from "../../state/headline.ts";
import type { Run } from "../../state/runs.ts";
import { shareText } from "../../ui/words/shareText.ts";

/** One fact, or none where nothing was measured that says how good it is: a GAN's losses do not. */
export function figureWords(
  text: Text,
  run: Pick<Run, "latest" | "best">,
  spec: ModelSpec | undefined,
): string[] {
  const figure = figureOf(run, spec);
  if (!figure?.isHeldOut) return [];
  const { series, isShare } = figure;
  if (isShare)
    return [text("library.model.right", { share: shareText(text.locale, figure.value) })];
  const value = figure.value.toLocaleString(text.locale, { maximumSignificantDigits: 3 });
  if (series !== "kid")
    return [text("library.model.heldOut", { series: text.stated(`series.${series}`), value })];
  return [
    run.best
      ? text("library.model.kidBest", { value, step: run.best.step })
      : text("library.model.kid", { value }),
  ];
}
