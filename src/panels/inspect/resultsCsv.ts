/** The verdicts as a table for a spreadsheet: one row an image, one column a class. */
import { toldApart } from "../../lib/className.ts";
import { csvText } from "../../lib/csv.ts";
import type { Text } from "../../messages/text.ts";
import type { Entry } from "./entries.ts";
import { type Named, type ShownClass, shownVerdict } from "./ranking.ts";

/** What the classes of a model are called now; undefined for one that is gone. */
export type ClassesOf = (runId: string) => readonly Named[] | undefined;

/**
 * A class has one column, whatever it was called when a model was told it: as it is called by the last verdict,
 * numbered where another class is called so. Columns in the order in which classes first appear;
 * probabilities with four decimals.
 */
export function resultsCsv(text: Text, entries: readonly Entry[], classesOf: ClassesOf): string {
  const verdicts = entries.map((entry) => {
    const { outcome } = entry;
    const runId = outcome.state === "done" ? outcome.judgement.runId : null;
    return shownVerdict(entry, runId === null ? undefined : classesOf(runId)).ranking;
  });
  const columns = columnsOf(verdicts);
  const head = [
    text("inspect.csv.file"),
    text("inspect.csv.model"),
    text("inspect.csv.verdict"),
    ...columns.values(),
    text("inspect.csv.seconds"),
    text("inspect.csv.error"),
  ];
  const rows = entries.flatMap(({ name, outcome }, at) => {
    if (outcome.state === "failed") {
      return [[name, "", "", ...[...columns].map(() => ""), "", text.stated(outcome.reason)]];
    }
    if (outcome.state !== "done") return [];
    const { model, tookMs } = outcome.judgement;
    const shares = new Map(verdicts[at]?.map(({ key, probability }) => [key, probability]));
    const cells = [...columns.keys()].map((key) => {
      const share = shares.get(key);
      return share === undefined ? "" : Number(share.toFixed(4));
    });
    const [winner = ""] = shares.keys(); // the likeliest comes first
    return [
      [name, model, columns.get(winner) ?? "", ...cells, Number((tookMs / 1000).toFixed(3)), ""],
    ];
  });
  return csvText([head, ...rows]);
}

/** The head of each class's column, by its key. */
function columnsOf(verdicts: readonly (readonly ShownClass[])[]): ReadonlyMap<string, string> {
  const byKey = new Map<string, string>();
  for (const ranking of verdicts) {
    const byName = ranking.toSorted((a, b) => (a.name < b.name ? -1 : 1)); // the same in each row
    for (const { key, name } of byName) byKey.set(key, name);
  }
  const heads = toldApart([...byKey.values()]);
  return new Map([...byKey.keys()].map((key, at) => [key, heads[at] as string])); // as many
}
