/** What the commands on runs work with, put together. */
import { Films } from "../film/films.ts";
import { Autosave } from "../training/autosave.ts";
import type { LiveRun } from "../training/liveRun.ts";
import { type LoopTools, startTraining } from "../training/loop.ts";
import type { Stretch } from "../training/phase.ts";
import { CommandQueue } from "./commandQueue.ts";
import { DeviceChanges } from "./deviceChanges.ts";
import { Library } from "./library.ts";
import { RunNames } from "./runNames.ts";
import type { RunsTools } from "./runsTools.ts";
import { SharedRuns } from "./sharedRuns.ts";

export interface RunsParts extends Omit<RunsTools, "films"> {
  readonly storedFilms: RunsTools["films"];
  readonly films: Films;
  readonly library: Library;
  readonly autosave: Autosave;
  readonly loop: LoopTools;
  readonly queue: CommandQueue;
  readonly device: DeviceChanges;
  readonly shared: SharedRuns;
  readonly names: RunNames;
  /** As `startTraining`; what other runs have on the device leaves, as far as it can be made again. */
  readonly start: (run: LiveRun, stretch: Stretch, first?: () => Promise<void>) => Promise<void>;
}

export function assembleRuns(tools: RunsTools): RunsParts {
  const { store, health, registry, resolvePhoto, patchCache, patchLimits } = tools;
  const { locks, feed, openWeights } = tools;
  const emit: RunsTools["emit"] = (event, transfer) => {
    try {
      tools.emit(event, transfer);
    } catch (error) {
      console.warn(`The page was not told of ${event.type}: ${error}`); // nothing here depends on it
    }
  };
  /** The sampler goes on with what it has where that fails. */
  async function share(run: LiveRun): Promise<void> {
    try {
      await feed.send(run.model, run.record);
    } catch (error) {
      console.warn(`The sampler was not sent the weights of ${run.runId}: ${error}`);
    }
  }
  const isLost = (runId: string) => shared.isLost(runId);
  const films = new Films({ store: tools.films, emit, health, isLost });
  const library = new Library({
    registry,
    store,
    resolvePhoto,
    patchCache,
    patchLimits,
    openWeights,
    unkept: (runId) => autosave.unkept(runId),
    share,
    onState: (runId, state, failure) => {
      emit({ type: "runState", runId, state, ...(failure !== undefined && { failure }) });
      void queue.inTurn(async () => shared.leaveTurn()); // not while a command is on its way with another run
    },
    onElsewhere: (record) => emit({ type: "foundElsewhere", runId: record.runId, record }),
  });
  const autosave = new Autosave({
    store,
    films,
    health,
    nameOf: (runId) => library.nameOf(runId),
    isLost,
    writing: (runId, act) => shared.write(runId, act),
  });
  const queue = new CommandQueue(library);
  const storedFilms = tools.films;
  const basic = { ...tools, emit, storedFilms, films, library, autosave, queue };
  const loop: LoopTools = { ...basic, share };
  const start: RunsParts["start"] = (run, stretch, first) => {
    library.makeRoomFor(run);
    return startTraining(run, stretch, loop, first);
  };
  const device = new DeviceChanges({
    ...basic,
    start,
    onSettled: () => shared.leaveTurn(),
  });
  const shared = new SharedRuns({ ...basic, device });
  const names = new RunNames({ locks, store, library, autosave });
  return { ...basic, loop, start, device, shared, names };
}
