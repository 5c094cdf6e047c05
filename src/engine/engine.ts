/** The engine as the page sees it: it is started once, and then answers the commands of every room. */
import { limits } from "../data/limits.ts";
import { openWebLocks } from "../lib/webLocks.ts";
import type { EngineChoice } from "../protocol/backend.ts";
import type { EngineApi, EngineInfo } from "../protocol/engine.ts";
import { RunStore } from "./checkpoints/runStore.ts";
import { assemblingCommands } from "./commands/assemblingCommands.ts";
import { datasetCommands } from "./commands/datasetCommands.ts";
import { importCommands } from "./commands/importCommands.ts";
import { inferenceCommands } from "./commands/inferenceCommands.ts";
import { measuringCommands } from "./commands/measuringCommands.ts";
import type { Emit, Parts } from "./commands/parts.ts";
import { qualityCommands } from "./commands/qualityCommands.ts";
import { storageCommands } from "./commands/storageCommands.ts";
import { awaitStorage, keepAfterLoss } from "./commands/storageLoss.ts";
import { trainingCommands } from "./commands/trainingCommands.ts";
import { workspaceCommands } from "./commands/workspaceCommands.ts";
import { Compute } from "./compute/compute.ts";
import { failureName } from "./compute/failure.ts";
import { budgetHere } from "./compute/memoryNeed.ts";
import { WeightFeed } from "./inference/weightFeed.ts";
import type { Registry } from "./models/builtModel.ts";
import { Runs } from "./runs/runs.ts";
import { StorageHealth } from "./storage/storageHealth.ts";
import { openStores } from "./storage/stores.ts";
import { specOf } from "./tasks/registry.ts";
import { announce, type LongWork } from "./work/longWork.ts";
import { Works } from "./work/works.ts";

/** @param heart told of work that may keep the worker from answering for long */
export function createEngine(registry: Registry, heart: LongWork): EngineApi {
  let started: Parts | null = null;
  const parts = (): Parts => {
    if (!started) throw new Error("The engine has not been started");
    return started;
  };

  async function start(
    events: MessagePort,
    { backend: choice, steps, storage }: EngineChoice,
  ): Promise<EngineInfo> {
    const emit: Emit = (event, transferred = []) => {
      announce(heart, event);
      events.postMessage(event, transferred);
    };
    const stores = await openStores(
      (what) => {
        if (started) void keepAfterLoss(started, what);
      },
      (hashes) => emit({ type: "photosErased", hashes }),
      storage,
    );
    if (stores.storage === "memory") void awaitStorage(emit);
    emit({ type: "storageTrouble", trouble: null, unwritten: [] }); // of an engine before this one
    const health = new StorageHealth(emit);
    const compute = new Compute({
      choice,
      results: stores.documents,
      events: {
        onChange: (backend) => emit({ type: "backend", backend }),
        onLeave: () => runs.leave(),
        onReplaced: (reason) => void runs.recover(reason),
      },
    });
    const feed = new WeightFeed();
    const works = new Works({ heart, emit, now: () => performance.now() });
    const runs = new Runs({
      registry,
      store: new RunStore(stores.documents, stores.checkpoints, stores.bin),
      films: stores.films,
      resolvePhoto: stores.resolvePhoto,
      patchCache: stores.pages,
      patchLimits: limits,
      feed,
      health,
      emit,
      backend: () => compute.info.backend,
      compiler: () => (steps === "stock" ? null : compute.compiler),
      openWeights: () => (steps === "stock" ? null : compute.openWeights),
      whenDone: () => compute.whenDone(),
      works,
      budget: budgetHere,
      isDeviceLost: () => compute.isLost,
      locks: stores.storage === "kept" ? openWebLocks(navigator.locks) : null,
      deviceFailed: (error) => compute.report(failureName(error)),
    });
    started = { stores, compute, runs, feed, health, emit, heart, works };
    const backend = await compute.start();
    announce(heart, { type: "backend", backend });
    return { backend, models: Object.values(registry).map(specOf) };
  }

  return {
    start: (events, choice) => heart.during(() => start(events, choice)),
    async feedSampler(weights) {
      const { feed, runs } = parts();
      feed.connect(weights);
      await runs.handAllToSampler();
    },
    handToSampler: async (runId) => parts().runs.handToSampler(runId),
    ...workspaceCommands(parts),
    ...importCommands(parts),
    ...storageCommands(parts),
    ...datasetCommands(parts),
    ...assemblingCommands(parts),
    ...trainingCommands(parts),
    ...inferenceCommands(parts),
    ...qualityCommands(parts),
    ...measuringCommands(parts),
    cancelWork: async (id) => parts().works.cancel(id),
  };
}
