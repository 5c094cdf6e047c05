/** How the records of new runs begin. */
import type { BackendName } from "../../protocol/backend.ts";
import { type RunRecord, runAtStart, type TrainRequest } from "../../protocol/run.ts";

/** Of one that has not taken a step. */
export function freshRecord(request: TrainRequest, backend: BackendName): RunRecord {
  return { ...runAtStart(request, backend), history: [] };
}

/**
 * Of one that starts, paused, where a checkpoint of another stands.
 * @param record the checkpoint's
 */
export function branchedRecord(
  { pretrained: _, failure: __, ...record }: RunRecord,
  made: Pick<RunRecord, "runId" | "name"> & Partial<BestFound>,
): RunRecord {
  const { yardsticks, best, ...named } = made;
  return {
    ...record,
    ...named,
    state: "paused",
    createdAt: Date.now(),
    ...(yardsticks && { yardsticks }),
    ...(best && { best }),
  };
}

/** What the other run is known by at present, which its checkpoint may not hold yet. */
interface BestFound {
  readonly yardsticks: RunRecord["yardsticks"];
  readonly best: RunRecord["best"];
}
