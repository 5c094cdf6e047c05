/** What is done for a run's quality figure while it trains: yardsticks once, then a measure now and then. */
import { Rng } from "../lib/rng.ts";
import type { BestState, KidYardsticks, RunRecord } from "../protocol/run.ts";
import { Diverged } from "./errors.ts";
import type { LiveRun, ResidentPatches } from "./liveRun.ts";
import { samplesOf } from "./modelSamples.ts";
import { generativeOf } from "./player.ts";
import { monitoredSamples, monitorOf, monitorSeed, type QualityMonitor } from "./qualityMonitor.ts";
import type { Chore } from "./trainer.ts";
import type { TrainRunTools } from "./trainRun.ts";

/** Name of the series. */
const kidSeries = "val.kid";
/** Measures until there is a best one: the first few are all better than those before them. */
const fewestMeasures = 3;
/** How much lower than the best a distance must be to count as better, of the way from ceiling to floor. */
const smallestGain = 0.01;

type Tools = Pick<TrainRunTools, "emit" | "keepBest">;

/** None for a model that draws nothing, or data too few or too small to compare with. */
export function qualityChores(run: LiveRun, patches: ResidentPatches, tools: Tools): Chore[] {
  const monitor = run.model.generate ? monitorOf(patches) : null;
  if (!monitor) return [];
  const look: Chore = {
    everyMs: 0,
    share: 0.25, // for seconds only
    isWanted: () => monitor.yardsticks === null,
    run: () => monitor.prepare(),
  };
  const measure: Chore = {
    everyMs: 3000,
    share: 0.06,
    needsLosses: true,
    alsoAtEnd: true,
    isWanted: () => monitor.yardsticks !== null,
    run: (step) => measureQuality(run, monitor, step, tools),
  };
  return [look, measure];
}

/** @throws Diverged when the samples are not finite, or the weights of a best state */
async function measureQuality(
  run: LiveRun,
  monitor: QualityMonitor,
  step: number,
  tools: Tools,
): Promise<void> {
  const { trainer } = run;
  if (!trainer || measuresOf(run.record).at(-1) === step) return;
  const model = generativeOf(run.model, run.runId);
  const samples = samplesOf(model, monitoredSamples, new Rng(monitorSeed));
  const kid = await monitor.measure(samples, () => trainer.isAskedToEnd || run.isAbandoned);
  if (kid === null || !monitor.yardsticks) return;
  if (!Number.isFinite(kid)) throw new Diverged(`Samples are not finite at step ${step}`);
  const { seconds, stepMs } = trainer;
  const progress = { step, seconds, stepMs, points: [{ step, values: { [kidSeries]: kid } }] };
  run.advance(progress);
  tools.emit({ type: "progress", runId: run.runId, ...progress });
  const { kidFloor, kidCeiling, heldOutPatches, trainingPatches } = monitor.yardsticks;
  run.note({ yardsticks: { kidFloor, kidCeiling, heldOutPatches, trainingPatches } });
  const best = { step, kid };
  if (isBetter(best, run.record, monitor.yardsticks)) await tools.keepBest(run, best);
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
