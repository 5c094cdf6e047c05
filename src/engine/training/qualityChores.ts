/** What is done for a run's quality figure while it trains: yardsticks once, then a measure now and then. */
import type { BestState, KidYardsticks, RunRecord } from "../../protocol/run.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import { Diverged } from "../errors.ts";
import { type Measured, mean, measuredOf, yardsticksOf } from "../quality/measuredPictures.ts";
import { monitorOf } from "../quality/qualityMonitor.ts";
import { randomNet } from "../quality/randomFeatures.ts";
import { watchedOf } from "../tasks/pictureMeasures.ts";
import type { LiveRun } from "./liveRun.ts";
import type { Chore } from "./trainer.ts";
import type { TrainRunTools } from "./trainRunTools.ts";

/** Name of the series. */
const kidSeries = "val.kid";
/** Measures until there is a best one: the first few are all better than those before them. */
const fewestMeasures = 3;
/** How much lower than the best a distance must be to count as better, of the way from ceiling to floor. */
const smallestGain = 0.01;

type Tools = Pick<TrainRunTools, "emit" | "autosave">;

/** None for a model that makes no pictures, or data too few or too small to compare with. */
export function qualityChores(run: LiveRun, patches: ResidentPatches, tools: Tools): Chore[] {
  const net = randomNet(run.inference);
  const measured = measuredOf(watchedOf(run, patches), (label) => monitorOf(patches, net, label));
  if (measured.length === 0) return [];
  const unready = () => measured.find(({ monitor }) => monitor.yardsticks === null);
  const look: Chore = {
    everyMs: 0,
    share: 0.25, // for seconds only
    isWanted: () => unready() !== undefined,
    run: async () => unready()?.monitor.prepare(),
  };
  const measure: Chore = {
    everyMs: 3000,
    share: 0.06,
    needsLosses: true,
    alsoAtEnd: true,
    isWanted: () => unready() === undefined,
    run: (step) => measureQuality(run, measured, step, tools),
  };
  return [look, measure];
}

/**
 * Several figures count as their mean, and so do their yardsticks.
 * @throws Diverged when the pictures are not finite, or the weights of a best state
 */
async function measureQuality(
  run: LiveRun,
  measured: readonly Measured[],
  step: number,
  tools: Tools,
): Promise<void> {
  const { trainer } = run;
  if (!trainer || measuresOf(run.record).at(-1) === step) return;
  const kids: number[] = [];
  for (const { monitor, pictures } of measured) {
    const isCalledOff = () => trainer.isAskedToEnd || run.isGone;
    const figure = await monitor.measure(pictures(), isCalledOff);
    if (figure === null) return;
    kids.push(figure);
  }
  const kid = mean(kids);
  if (!Number.isFinite(kid)) throw new Diverged(`Pictures are not finite at step ${step}`);
  const { seconds, stepMs } = trainer;
  const progress = {
    step,
    seconds,
    stepMs,
    points: [{ ...trainer.moment, values: { [kidSeries]: kid } }],
  };
  run.advance(progress);
  tools.emit({ type: "progress", runId: run.runId, ...progress });
  const yardsticks = yardsticksOf(measured);
  run.note({ yardsticks });
  const best = { step, kid };
  if (isBetter(best, run.record, yardsticks)) await tools.autosave.keepBest(run, best);
  emitQuality(run, tools);
}

function isBetter(
  { kid }: BestState,
  record: RunRecord,
  { kidFloor, kidCeiling }: KidYardsticks,
): boolean {
  if (measuresOf(record).length < fewestMeasures) return false;
  const gain = smallestGain * Math.abs(kidCeiling - kidFloor);
  return record.best === undefined || kid < record.best.kid - gain;
}

/** Steps at which the distance was measured, in order. */
const measuresOf = ({ history }: RunRecord): number[] =>
  history.flatMap(({ step, values }) => (kidSeries in values ? [step] : []));

function emitQuality({ runId, record: { yardsticks, best } }: LiveRun, { emit }: Tools): void {
  if (yardsticks) emit({ type: "quality", runId, yardsticks, ...(best && { best }) });
}
