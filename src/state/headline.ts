/** The one number that says how good a model is: held-out accuracy where there is one, else its loss. */
import type { ModelSpec } from "../protocol/spec.ts";
import type { Run } from "./runs.ts";

export interface Headline {
  /** Series name without a prefix. */
  readonly series: string;
  readonly value: number;
  /** Measured on photos that it never saw; else on those that it trains on. */
  readonly isHeldOut: boolean;
  /** A share (0…1), of which more is better; else a loss, of which less is better. */
  readonly isShare: boolean;
}

/** Name of the series as it stands in the run's curves, measured on held-out photos if possible. */
export function headlineSeries(spec: ModelSpec): string {
  if (spec.validation.includes("accuracy")) return "val.accuracy";
  const first = spec.validation[0];
  return first === undefined ? (spec.losses[0] ?? "loss") : `val.${first}`;
}

/** What a run is judged by in a list: how close its pictures ever came to photos, else its headline. */
export function figureOf(
  run: Pick<Run, "latest" | "best">,
  spec: ModelSpec | undefined,
): Headline | null {
  const kid = run.best?.kid ?? run.latest["val.kid"];
  if (kid === undefined) return headlineOf(run, spec);
  return { series: "kid", value: kid, isHeldOut: true, isShare: false };
}

/** null while nothing has been measured. */
export function headlineOf(run: Pick<Run, "latest">, spec: ModelSpec | undefined): Headline | null {
  if (!spec) return null;
  const measured = headlineSeries(spec);
  const name = measured in run.latest ? measured : (spec.losses[0] ?? "loss");
  const value = run.latest[name];
  if (value === undefined) return null;
  const series = name.replace(/^val\./, "");
  return { series, value, isHeldOut: name !== series, isShare: series === "accuracy" };
}
