/** What is the user's own, and what is shipped. */
import { inspectFile } from "../../data/inspectFile.ts";
import type { WorkspaceApi } from "../../protocol/workspace.ts";
import { deleteProject, saveProject } from "../storage/projectWrites.ts";
import { clearUp } from "../storage/stores.ts";
import { readWorkspace } from "../storage/workspace.ts";
import type { GetParts } from "./parts.ts";

/** A start is busy enough… */
const clearUpAfterMs = 15_000;
/** …and a page may stay open for days. */
const clearUpEveryMs = 60 * 60 * 1000;

export function workspaceCommands(parts: GetParts): WorkspaceApi {
  let isClearingUp = false;

  /** Once the page has what it needs, and now and then. */
  function clearUpLater(): void {
    if (isClearingUp) return;
    isClearingUp = true;
    setTimeout(() => {
      setInterval(() => void clearUp(parts().stores), clearUpEveryMs);
      void clearUp(parts().stores);
    }, clearUpAfterMs);
  }

  return {
    async loadWorkspace() {
      const { stores, runs } = parts();
      const workspace = await readWorkspace(stores, runs);
      clearUpLater();
      return workspace;
    },
    loadShippedRuns: async () => parts().runs.loadShipped(),
    findProject: async (projectId) => parts().stores.documents.findProject(projectId),
    saveProject: async (project, base) => saveProject(parts(), project, base),
    deleteProject: async (projectId, base) => deleteProject(parts(), projectId, base),
    waiveProject: async (projectId) => parts().health.settled("project", projectId),
    async saveSettings(change) {
      const { stores, health } = parts();
      return health.watch("settings", ["all"], () => stores.documents.saveSettings(change));
    },
    async keepPhoto(resultId, file) {
      const { stores, health } = parts();
      const bytes = await inspectFile(file);
      const put = () => stores.lock.sharing(() => stores.photos.put(bytes));
      return health.watch("result", [resultId], put); // the page tries again
    },
    results: async () => parts().stores.results.load(),
    async keepResults(results) {
      const { stores, health } = parts();
      const ids = results.map(({ id }) => id);
      return health.watch("result", ids, () => stores.results.keep(results));
    },
    async forgetResults(ids) {
      const { stores, health } = parts();
      return health.watch("result", ids, () => stores.results.forget(ids));
    },
  };
}
