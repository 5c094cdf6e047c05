/** A run's curves as comma-separated values (RFC 4180). */
import type { RunSeries } from "../../../client/series.ts";

/**
 * One row a step; series by the names in the model's statement, held-out ones with the prefix `val.`;
 * empty where a step has no value.
 */
export function seriesCsv({ steps, columns }: RunSeries): string {
  const named = [...columns];
  const header = ["step", ...named.map(([name]) => name)];
  const rows = steps.map((step, at) => [step, ...named.map(([, column]) => column[at] ?? "")]);
  return [header, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}
