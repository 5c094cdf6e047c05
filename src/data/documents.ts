/**
 * Projects, runs, settings and small values in IndexedDB. Writes are strictly durable: when a save
 * has been answered, the document outlives a power cut. Where the browser refuses a database, the
 * same documents live in memory for the session.
 */
import * as v from "valibot";
import type { Settings } from "../protocol/engine.ts";
import type { Project } from "../protocol/project.ts";
import type { RunRecord } from "../protocol/run.ts";
import { projectSchema, runSchema, settingsSchema } from "./documentSchemas.ts";
import { openRecordStore, type RecordStore } from "./recordStore.ts";

/** Every method may throw `StorageFull` or `StorageFailed`. */
export interface Documents {
  readonly storage: "kept" | "memory";
  /** Oldest first; those of an unknown shape or version are left out. */
  loadProjects(): Promise<Project[]>;
  saveProject(project: Project): Promise<void>;
  deleteProject(projectId: string): Promise<void>;
  /** Oldest first; those of an unknown shape or version are left out. */
  loadRuns(): Promise<RunRecord[]>;
  saveRun(run: RunRecord): Promise<void>;
  deleteRun(runId: string): Promise<void>;
  loadSettings(): Promise<Settings | null>;
  saveSettings(settings: Settings): Promise<void>;
  /** A small value under a key of the caller's choice; the caller checks its shape. */
  getValue(key: string): Promise<unknown>;
  setValue(key: string, value: unknown): Promise<void>;
}

const settingsKey = "settings";

export async function openDocuments(): Promise<Documents> {
  return createDocuments(await openRecordStore());
}

export function createDocuments(records: RecordStore): Documents {
  return {
    storage: records.storage,
    loadProjects: async () => valid(projectSchema, await records.all("projects")),
    saveProject: (project) => records.put("projects", project.id, project),
    deleteProject: (projectId) => records.delete("projects", projectId),
    loadRuns: async () => valid(runSchema, await records.all("runs")),
    saveRun: (run) => records.put("runs", run.runId, run),
    deleteRun: (runId) => records.delete("runs", runId),
    async loadSettings() {
      return valid(settingsSchema, [await records.get("values", settingsKey)])[0] ?? null;
    },
    saveSettings: (settings) => records.put("values", settingsKey, settings),
    getValue: (key) => records.get("values", `value:${key}`),
    setValue: (key, value) => records.put("values", `value:${key}`, value),
  };
}

function valid<T>(schema: v.GenericSchema<unknown, T>, records: readonly unknown[]): T[] {
  return records.flatMap((record) => {
    const result = v.safeParse(schema, record);
    return result.success ? [result.output] : [];
  });
}
