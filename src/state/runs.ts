/** Trainings as the page knows them; curves and pictures live outside (client/series, client/previews). */
import { classesToldApart } from "../lib/className.ts";
import type { EngineEvent } from "../protocol/events.ts";
import {
  lostWeights,
  type RunRecord,
  runAtStart,
  type StepMode,
  type TrainRequest,
} from "../protocol/run.ts";
import type { DataSet } from "../protocol/runData.ts";
import { withSettings } from "../protocol/runSettings.ts";
import { type PaceMark, paceAfter } from "./pace.ts";

/** A run's record without its history, and how fast it goes. */
export interface Run extends Omit<RunRecord, "history"> {
  /** Mean duration of a recent step; 0 until known. */
  readonly stepMs: number;
  /** Where it stood at moments since it last began to train. */
  readonly pace?: readonly PaceMark[];
  /** While it trains in this session. */
  readonly stepMode?: StepMode;
  /** While it is fitted: what is done, 0…1. */
  readonly fittedShare?: number;
  /** Newest value of each series. */
  readonly latest: Readonly<Record<string, number>>;
}

export interface RunsSlice {
  /** Newest first. */
  readonly runs: readonly Run[];
  /** The run that each desk uses, by keys of its own (`chosenOn`). */
  readonly activeRunIds: Readonly<Record<string, string>>;
  /** Lists of the runs' photos, by address, as far as they were needed. */
  readonly dataSets: Readonly<Record<string, DataSet>>;
}

export const createRunsSlice = (): RunsSlice => ({ runs: [], activeRunIds: {}, dataSets: {} });

export type RunEvent = Extract<EngineEvent, { runId: string }>;

export const isUnderWay = ({ state }: Pick<Run, "state">): boolean =>
  state === "preparing" || state === "training";

export const isLive = (run: Run): boolean => isUnderWay(run) || run.state === "paused";

/** It can be neither used nor gone on with; a best state of its own may be there. */
export const hasLostWeights = ({ failure }: Pick<Run, "failure">): boolean =>
  failure === lostWeights.failure;

/** One that has not taken a step; parameters as of `runAtStart`. */
export const freshRun = (...begun: Parameters<typeof runAtStart>): Run => ({
  ...runAtStart(...begun),
  stepMs: 0,
  latest: {},
});

/** What it was started by. */
export const requestOf = ({
  runId,
  projectId,
  name,
  modelId,
  hparams,
  data,
  maxSeconds,
}: Run): TrainRequest => ({
  runId,
  projectId,
  name,
  modelId,
  hparams,
  data,
  ...(maxSeconds !== undefined && { maxSeconds }),
});

/** A run as it is shown: classes of one name, which an early version allowed, are told apart. */
export function runOf({ history, ...record }: RunRecord): Run {
  const data = { ...record.data, classes: classesToldApart(record.data.classes) };
  const latest: Record<string, number> = {};
  for (const point of history) Object.assign(latest, point.values);
  const stepMs = record.step ? (record.seconds * 1000) / record.step : 0;
  return { ...record, data, stepMs, latest };
}

export function reduceRun(run: Run, event: RunEvent): Run {
  switch (event.type) {
    case "progress":
      return {
        ...run,
        step: event.step,
        seconds: event.seconds,
        stepMs: event.stepMs,
        pace: paceAfter(run.pace ?? [], event),
        latest: Object.assign({}, run.latest, ...event.points.map((point) => point.values)),
      };
    case "runState": {
      const { failure: _, pace: __, fittedShare: ___, ...rest } = run; // they were of the state before
      const { state, failure } = event;
      return { ...rest, state, ...(failure !== undefined && { failure }) };
    }
    case "wentBack":
    case "foundElsewhere": {
      const { verdicts: _, ...rest } = run; // they may be of a later state
      return { ...rest, ...runOf(event.record), stepMs: run.stepMs };
    }
    case "adjusted":
      return withSettings(run, event.settings);
    case "fitting":
      return { ...run, fittedShare: event.share, seconds: event.seconds };
    case "stepMode":
      return { ...run, stepMode: event.mode };
    case "quality":
      return { ...run, yardsticks: event.yardsticks, ...(event.best && { best: event.best }) };
    case "verdicts":
      return { ...run, verdicts: event.verdicts };
    case "photosLeftOut":
      return { ...run, leftOut: event.leftOut };
    case "generatorMended":
    case "preview":
    case "film":
      return run; // told, or drawn by the panel's canvas; not kept in the store
    default:
      event satisfies never;
      return run;
  }
}
