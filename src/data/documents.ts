/**
 * Projects, runs, settings and small values in IndexedDB. Writes are strictly durable: when a save
 * has been answered, the document outlives a power cut. Where the browser refuses a database, the
 * same documents live in memory for the session.
 */
import * as v from "valibot";
import type { Settings } from "../protocol/engine.ts";
import type { Project } from "../protocol/project.ts";
import type { RunRecord } from "../protocol/run.ts";
import type { UnreadableDocument } from "../protocol/storage.ts";
import { documentVersion, projectSchema, runSchema, settingsSchema } from "./documentSchemas.ts";
import type { Entry, RecordStore, Table } from "./recordStore.ts";

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
  /** Every row as it lies there, and which documents among them this version cannot read. */
  survey(): Promise<Survey>;
  /** A small value under a key of the caller's choice; the caller checks its shape. */
  getValue(key: string): Promise<unknown>;
  setValue(key: string, value: unknown): Promise<void>;
}

export interface Survey {
  readonly rows: Readonly<Record<Table, readonly Entry[]>>;
  readonly unreadable: readonly UnreadableDocument[];
}

const settingsKey = "settings";

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
    async survey() {
      const [projects, runs, values] = await Promise.all([
        records.entries("projects"),
        records.entries("runs"),
        records.entries("values"),
      ]);
      const unreadable = [
        ...unreadableOf("project", projectSchema, projects),
        ...unreadableOf("run", runSchema, runs),
      ];
      return { rows: { projects, runs, values }, unreadable };
    },
    getValue: (key) => records.get("values", `value:${key}`),
    setValue: (key, value) => records.put("values", `value:${key}`, value),
  };
}

function unreadableOf(
  kind: UnreadableDocument["kind"],
  schema: v.GenericSchema,
  entries: readonly Entry[],
): UnreadableDocument[] {
  return entries
    .filter(({ record }) => !v.is(schema, record))
    .map(({ key, record }) => {
      const said = v.safeParse(
        v.looseObject({
          name: v.fallback(v.nullable(v.string()), null),
          version: v.fallback(v.number(), 0),
        }),
        record,
      );
      const { name, version } = said.success ? said.output : { name: null, version: 0 };
      return { kind, key, name, reason: version > documentVersion ? "newer" : "damaged" };
    });
}

function valid<T>(schema: v.GenericSchema<unknown, T>, records: readonly unknown[]): T[] {
  return records.flatMap((record) => {
    const result = v.safeParse(schema, record);
    return result.success ? [result.output] : [];
  });
}
