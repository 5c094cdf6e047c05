/** A run's kept states: new runs start from them, and a run goes back to its best. */
import type { CheckpointName, RunRecord } from "../../protocol/run.ts";
import { LostBest, UnknownRun } from "../errors.ts";
import { withDefaults } from "../models/builtModel.ts";
import type { LiveRun } from "../training/liveRun.ts";
import { type LoopTools, settle } from "../training/loop.ts";
import { showPreview } from "../training/trainRun.ts";
import type { CommandQueue } from "./commandQueue.ts";
import type { Library } from "./library.ts";
import type { RunNames } from "./runNames.ts";
import { branchedRecord } from "./runRecords.ts";
import type { RunsTools } from "./runsTools.ts";

interface StateTools extends Pick<RunsTools, "registry" | "store"> {
  readonly library: Library;
  readonly queue: CommandQueue;
  readonly names: RunNames;
  readonly loop: LoopTools;
}

/**
 * A new run that stands where a checkpoint of this one does, paused there.
 * @param made id and wished name of the new one
 * @throws UnknownRun, LostWeights, LostBest, BadCheckpoint, StorageFull, StorageFailed; then there is no new run
 */
export async function branchRun(
  runId: string,
  from: CheckpointName,
  made: Pick<RunRecord, "runId" | "name">,
  { registry, store, library, queue, names, loop }: StateTools,
): Promise<RunRecord> {
  const { best, yardsticks } = library.record(runId);
  const reading = () => library.noticing(runId, store.bytes(runId, from));
  const unkept = from === "latest" ? loop.autosave.unkept(runId)?.bytes : undefined;
  const bytes = unkept ?? (await queue.whileWanted(runId, reading()));
  const branched = await names.give(made.runId, made.name, (name) =>
    store.branch(runId, bytes, ({ record }) =>
      branchedRecord(withDefaults(registry, record), { ...made, name, yardsticks, best }),
    ),
  );
  library.put(branched);
  await loop.films.copy(runId, branched);
  return branched;
}

/**
 * Back to the best state that a run had, paused there; its latest state is given up, or was lost before.
 * @throws UnknownRun, LostBest, BadCheckpoint, StorageFailed; then it stays as it is
 */
export async function restoreBest(
  runId: string,
  { store, library, queue, loop }: StateTools,
): Promise<RunRecord> {
  if (!library.has(runId)) throw new UnknownRun(`There is no run ${runId}`);
  const checkpoint = await queue.whileWanted(runId, store.checkpoint(runId, "best"));
  if (!checkpoint) throw new LostBest(`Run ${runId} has no best state`);
  const stand = async (run: LiveRun) => {
    run.standAt(checkpoint);
    const { best } = checkpoint.record; // the database may be one save apart
    if (best) run.note({ best });
    await loop.films.open(run.runId, run.record.step); // cut there
    await settle(run, "paused", loop);
    void show(run, loop);
    return run.record;
  };
  return library.use(runId, stand, checkpoint);
}

/** The pictures of where it stands, for whoever looks at it; without, where they cannot be made. */
async function show(run: LiveRun, loop: LoopTools): Promise<void> {
  const { step } = run.record;
  const show = () => run.patches.use((patches) => showPreview(run, patches, step, loop));
  await run.use(show).catch(() => undefined);
}
