/** What becomes of what the page shows when another engine takes the place of one that is gone. */
import type { Workspace } from "../protocol/workspace.ts";
import { useAppStore } from "../state/store.ts";
import { hasMadeInMemory } from "./atRisk.ts";
import { leaveForLater } from "./leaving.ts";
import { writeOurs } from "./tabs/storedProjects.ts";
import { forgetThumbnails } from "./thumbnails.ts";
import { showAgain } from "./workspace.ts";

/**
 * What the engine before had, by where it and the next one keep things: `there` still, `outOfSight` in a storage
 * that does not answer now, or `lost` with its memory. Memory is never followed by storage (`engineChoice`): its
 * page knows nothing of what lies there, and holds no locks.
 */
const fates = {
  kept: { kept: "there", memory: "outOfSight" },
  memory: { kept: "lost", memory: "lost" },
} as const satisfies Record<Workspace["storage"], Record<Workspace["storage"], string>>;

/** Runs that lie in a storage that does not answer since. */
const outOfSight = new Set<string>();

export interface Taken {
  readonly outOfSight: ReadonlySet<string>;
  /** Something that was made in memory went with the engine before. */
  readonly isMemoryLost: boolean;
}

/** @param goesOnId the run that will go on, or begin anew */
export function takeNext(workspace: Workspace, goesOnId: string | null): Taken {
  const state = useAppStore.getState();
  const fate = fates[state.storage][workspace.storage];
  const isMemoryLost = fate === "lost" && hasMadeInMemory(state);
  const own = state.runs.filter(({ pretrained }) => !pretrained).map(({ runId }) => runId);
  if (fate === "outOfSight") {
    leaveForLater();
    for (const runId of own) outOfSight.add(runId);
  }
  const lost = fate === "lost" ? own.filter((runId) => !outOfSight.has(runId)) : [];
  showAgain(workspace, goesOnId, new Set(lost));
  if (fate === "there") return { outOfSight, isMemoryLost };
  writeOurs(workspace.projects);
  if (isMemoryLost) {
    forgetThumbnails();
    useAppStore.setState(({ memoryLosses }) => ({ memoryLosses: memoryLosses + 1 }));
  }
  return { outOfSight, isMemoryLost };
}
