/** Runs: made, led, branched, kept and deleted. */
import type { TrainingApi } from "../../protocol/training.ts";
import { UnknownRun } from "../errors.ts";
import { eraseRun } from "../storage/erasing.ts";
import type { GetParts } from "./parts.ts";
import { erasing } from "./saveNow.ts";

export function trainingCommands(parts: GetParts): TrainingApi {
  const runs = () => parts().runs;
  const endWork = (runId: string) => () =>
    parts().works.endOf(runId, new UnknownRun(`Run ${runId} was deleted`));
  return {
    train: async (request) => runs().train(request),
    pause: async (runId) => runs().pause(runId),
    resume: async (runId) => runs().resume(runId),
    step: async (runId, only) => runs().step(runId, only),
    stop: async (runId) => runs().stop(runId),
    adjust: async (runId, changes) => runs().adjust(runId, changes),
    branchRun: async (runId, from, newRunId, name) => runs().branch(runId, from, newRunId, name),
    restoreBest: async (runId) => runs().restoreBest(runId),
    renameRun: async (runId, name) => runs().rename(runId, name),
    refreshRuns: async () => runs().refresh(),
    seizeTraining: async (runId) => runs().seizeTraining(runId),
    deleteRun: async (runId) => runs().delete(runId).then(endWork(runId)),
    eraseRun: async (runId) => eraseRun(erasing(parts()), runId).then(endWork(runId)),
    async bringBackRun(runId) {
      const content = await parts().stores.bin.get(runId);
      if (content?.kind !== "run") throw new UnknownRun(`Run ${runId} is not in the bin`);
      return runs().bringBack(content.record);
    },
    film: async (runId) => runs().film(runId),
    lastFrame: async (runId) => runs().lastFrame(runId),
  };
}
