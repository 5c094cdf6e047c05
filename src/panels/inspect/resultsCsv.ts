/** The verdicts as a table for a spreadsheet: one row an image, one column a class. */

import { csvText } from "../../lib/csv.ts";
import type { Text } from "../../messages/text.ts";
import type { Entry } from "./entries.ts";

/** Classes in the order in which they first appear; probabilities with four decimals. */
export function resultsCsv(text: Text, entries: readonly Entry[]): string {
  const classes = new Set<string>();
  for (const { outcome } of entries) {
    if (outcome.state !== "done") continue;
    for (const name of outcome.judgement.ranking.map((entry) => entry.name).sort())
      classes.add(name);
  }
  const head = [
    text("inspect.csv.file"),
    text("inspect.csv.model"),
    text("inspect.csv.verdict"),
    ...classes,
    text("inspect.csv.seconds"),
    text("inspect.csv.error"),
  ];
  const rows = entries.flatMap(({ name, outcome }) => {
    if (outcome.state === "failed") {
      return [[name, "", "", ...[...classes].map(() => ""), "", text.stated(outcome.reason)]];
    }
    if (outcome.state !== "done") return [];
    const { ranking, model, tookMs } = outcome.judgement;
    const shares = [...classes].map((wanted) => {
      const found = ranking.find((entry) => entry.name === wanted);
      return found ? Number(found.probability.toFixed(4)) : "";
    });
    return [
      [name, model, ranking[0]?.name ?? "", ...shares, Number((tookMs / 1000).toFixed(3)), ""],
    ];
  });
  return csvText([head, ...rows]);
}
