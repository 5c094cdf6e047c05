/** What `bench step` reports: one row a case and engine, as JSON and as a table. */
import type { Losses } from "../../src/engine/steps/stepRunner.ts";
import { percentile } from "../latency.ts";
import { type CaseName, type EngineName, type HostName, stepCases } from "./cases.ts";
import type { Opened, Sample, Turn } from "./cell/cell.ts";
import type { GpuCounts } from "./cell/gpuMeter.ts";

/** Null where a figure does not apply, or was not reached. */
type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

interface Figures extends GpuCounts {
  readonly medianMs: number;
  readonly p10Ms: number;
  readonly p90Ms: number;
  /** Median time until the call returns. */
  readonly hostMs: number;
  readonly peakBytes: number;
  /** Real images, by the median. */
  readonly imagesPerSecond: number;
  /** Of the first step. */
  readonly losses: Losses;
  /** From nothing to the second step's end: building, compiling, two steps. */
  readonly warmUpMs: number;
}

export interface Row extends Nullable<Figures> {
  readonly case: CaseName;
  readonly engine: EngineName;
  /** Steps that were timed. */
  readonly samples: number;
  /** Why there is no time; null where there is one. */
  readonly reason: string | null;
}

export interface StepReport {
  readonly device: {
    readonly host: HostName;
    readonly cpu: string;
    readonly cores: number;
    /** Processes that wanted a core in the minute before: above `cores`, others were measured along. */
    readonly loadBefore: number;
    /** What each engine said it runs on. */
    readonly engines: Partial<Record<EngineName, string>>;
  };
  readonly rows: readonly Row[];
}

/** What a cell gave, in full or in part. */
export interface CellOutcome {
  readonly opened: Opened | null;
  readonly samples: readonly Sample[];
  readonly last: Turn | null;
  readonly reason: string | null;
}

const fewestSamples = 3;

export function rowOf(
  name: CaseName,
  engine: EngineName,
  { opened, samples, last, reason }: CellOutcome,
): Row {
  const isTimed = samples.length >= fewestSamples;
  const quantile = (share: number, key: keyof Sample = "ms") =>
    isTimed
      ? rounded(
          percentile(
            samples.map((sample) => sample[key]),
            share,
          ),
        )
      : null;
  const medianMs = quantile(0.5);
  const { dispatches, submits, writeBuffers, buffersMade, bindGroupsMade } =
    last?.counts ?? noCounts;
  return {
    case: name,
    engine,
    medianMs,
    p10Ms: quantile(0.1),
    p90Ms: quantile(0.9),
    hostMs: quantile(0.5, "hostMs"),
    dispatches,
    submits,
    writeBuffers,
    buffersMade,
    bindGroupsMade,
    peakBytes: last?.peakBytes ?? null,
    imagesPerSecond: medianMs && rounded((1000 * stepCases[name].batchSize) / medianMs),
    losses: opened?.losses ?? null,
    warmUpMs: opened && rounded(opened.warmUpMs),
    samples: samples.length,
    reason: isTimed ? null : (reason ?? "fewer than three steps"),
  };
}

const noCounts: Nullable<GpuCounts> = {
  dispatches: null,
  submits: null,
  writeBuffers: null,
  buffersMade: null,
  bindGroupsMade: null,
};

/** Four significant digits are enough to read. */
const rounded = (value: number): number => Number(value.toPrecision(4));

const lossTolerance = 1e-3;

/** One line for each first loss that differs from that of the case's first engine. */
export function disagreements(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => {
    const first = rows.find((other) => other.case === row.case && other.losses);
    return Object.entries(row.losses ?? {}).flatMap(([name, loss]) => {
      const expected = first?.losses?.[name] ?? loss; // not every engine reports every loss
      const differs = !(Math.abs(loss - expected) <= lossTolerance * Math.abs(expected));
      return differs
        ? [`${row.case}: ${name} is ${loss} on ${row.engine}, ${expected} on ${first?.engine}`]
        : [];
    });
  });
}
