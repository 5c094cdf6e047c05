/** What the commands work with, once the engine has been started. */
import type { EngineEvent } from "../../protocol/events.ts";
import type { Compute } from "../compute/compute.ts";
import type { ResidentPatches } from "../dataset/residentPatches.ts";
import type { WeightFeed } from "../inference/weightFeed.ts";
import type { View } from "../runs/measuring.ts";
import type { Runs } from "../runs/runs.ts";
import type { StorageHealth } from "../storage/storageHealth.ts";
import type { Stores } from "../storage/stores.ts";
import type { LiveRun } from "../training/liveRun.ts";
import type { LongWork } from "../work/longWork.ts";
import type { Work, Works } from "../work/works.ts";

export type Emit = (event: EngineEvent, transferred?: Transferable[]) => void;

export interface Parts {
  readonly stores: Stores;
  readonly compute: Compute;
  readonly runs: Runs;
  readonly feed: WeightFeed;
  readonly health: StorageHealth;
  readonly emit: Emit;
  readonly heart: LongWork;
  readonly works: Works;
}

/** @throws Error before the engine has been started */
export type GetParts = () => Parts;

/** Computes with a run's newest weights, before any other unit of long work. @throws as `Runs.use` */
export function use<T>(
  { heart, runs, stores, works }: Parts,
  runId: string,
  act: (run: LiveRun, stores: Stores) => Promise<T>,
): Promise<T> {
  return heart.during(() => runs.use(runId, (run) => works.urgently(() => act(run, stores))));
}

/** Measures a run as it is now. @throws as `Runs.measure` */
export function measure<T>(
  { heart, runs, stores }: Parts,
  runId: string,
  act: (view: View, stores: Stores) => Promise<T>,
): Promise<T> {
  return heart.during(() => runs.measure(runId, (view) => act(view, stores)));
}

/** As `measure`, with the run's patches. @param work that it is part of @throws as `Runs.measureOnPatches` */
export function measureOnPatches<T>(
  { heart, runs }: Parts,
  runId: string,
  act: (view: View, patches: ResidentPatches, runs: Runs) => Promise<T>,
  work?: Work,
): Promise<T> {
  return heart.during(() =>
    runs.measureOnPatches(runId, (view, patches) => act(view, patches, runs), work?.signal),
  );
}
