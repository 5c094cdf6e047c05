/** What a page is shown of earlier sessions. */
import { Conflict } from "../../data/errors.ts";
import { samplePatterns, sampleTextures } from "../../data/samples.ts";
import type { Project } from "../../protocol/project.ts";
import type { RunRecord } from "../../protocol/run.ts";
import type { Workspace } from "../../protocol/workspace.ts";
import type { Stores } from "./stores.ts";

/** @throws StorageFailed */
export async function readWorkspace(
  stores: Stores,
  runs: { readonly load: () => Promise<RunRecord[]> },
): Promise<Workspace> {
  const { documents, intakes, storage } = stores;
  const [own, newer, records, settings, cutOff, { unreadable }] = await Promise.all([
    loadProjects(stores),
    documents.loadNewerProjects(),
    runs.load(),
    documents.loadSettings(),
    intakes.interrupted(),
    documents.survey(),
  ]);
  const opened = new Set(newer.map(({ id }) => id));
  return {
    projects: [...own, ...newer],
    newer: [...opened],
    runs: records,
    settings,
    storage,
    intakes: cutOff,
    unreadable: unreadable.filter(({ kind, key }) => kind !== "project" || !opened.has(key)),
  };
}

const samplesKey = "samplesGiven";

/** The user's projects; on the very first visit the sample projects, which are then the user's own. */
async function loadProjects({ documents }: Stores): Promise<Project[]> {
  if ((await documents.getValue(samplesKey)) !== true) {
    for (const project of [sampleTextures, samplePatterns]) {
      await documents.saveProject(project, null).catch((error: unknown) => {
        if (!(error instanceof Conflict)) throw error; // another tab gave it at the same moment
      });
    }
    await documents.setValue(samplesKey, true);
  }
  return documents.loadProjects();
}
