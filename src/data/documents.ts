/**
 * Projects, runs, settings and small values in IndexedDB. Writes are strictly durable: when a save
 * has been answered, the document outlives a power cut. Where the browser refuses a database, the
 * same documents live in memory for the session.
 */
import * as v from "valibot";
import { sameData } from "../lib/sameData.ts";
import type { Project } from "../protocol/project.ts";
import type { RunRecord } from "../protocol/run.ts";
import type { StoredProject, UnreadableDocument } from "../protocol/storage.ts";
import type { Settings, SettingsChange } from "../protocol/workspace.ts";
import type { DataSets } from "./dataSets.ts";
import {
  projectSchema,
  projectVersion,
  runSchema,
  runVersion,
  settingsSchema,
} from "./documentSchemas.ts";
import { Conflict } from "./errors.ts";
import type { Entry, RecordStore } from "./recordStore.ts";
import { binRowsOf } from "./storage/binned.ts";
import type { Rows } from "./storage/references.ts";

/** Every method may throw `StorageFull` or `StorageFailed`. */
export interface Documents {
  readonly storage: "kept" | "memory";
  /** What runs name. */
  readonly dataSets: DataSets;
  /** Oldest first; those of an unknown shape or version are left out. */
  loadProjects(): Promise<Project[]>;
  /** Those that a newer version wrote, in a shape that is known nonetheless: to look at and to use, no more. */
  loadNewerProjects(): Promise<Project[]>;
  /** Null where there is none of a known shape and version. */
  loadProject(projectId: string): Promise<Project | null>;
  /** Also where a newer version wrote it, or it cannot be read. */
  findProject(projectId: string): Promise<StoredProject>;
  /**
   * Writes it where the stored one has revision `base` (null: where none is stored).
   * @returns the new revision
   * @throws Conflict
   */
  saveProject(project: Project, base: number | null): Promise<number>;
  /** Where the stored one has revision `base`, or is gone already. @throws Conflict */
  deleteProject(projectId: string, base: number): Promise<void>;
  /** Oldest first, without lists of their photos; those of an unknown shape or version are left out. */
  loadRuns(): Promise<RunRecord[]>;
  /** Null where there is none of a known shape and version. */
  loadRun(runId: string): Promise<RunRecord | null>;
  /**
   * After its data set, so that no record names one that is not there.
   * @param base where it is given, what must be stored (null: none)
   * @throws Conflict where something else is, or one that this version cannot read
   */
  saveRun(run: RunRecord, base?: RunRecord | null): Promise<void>;
  /** @throws Conflict where this version cannot read it */
  deleteRun(runId: string): Promise<void>;
  loadSettings(): Promise<Settings | null>;
  saveSettings(change: SettingsChange): Promise<void>;
  /** Every row as it lies there, and which documents among them this version cannot read. */
  survey(): Promise<Survey>;
  /** A small value under a key of the caller's choice; the caller checks its shape. */
  getValue(key: string): Promise<unknown>;
  setValue(key: string, value: unknown): Promise<void>;
}

export interface Survey {
  readonly rows: Rows;
  readonly unreadable: readonly UnreadableDocument[];
}

const settingsKey = "settings";

export function createDocuments(records: RecordStore, dataSets: DataSets): Documents {
  const runsOf = (rows: readonly unknown[]) =>
    valid(runSchema, rows).map((run) => dataSets.noted(run));
  return {
    storage: records.storage,
    dataSets,
    loadProjects: async () => valid(projectSchema, await records.all("projects")),
    loadNewerProjects: async () =>
      valid(projectSchema, (await records.all("projects")).flatMap(asThisVersion)),
    async loadProject(projectId) {
      return valid(projectSchema, [await records.get("projects", projectId)])[0] ?? null;
    },
    findProject: async (projectId) => found(projectId, await records.get("projects", projectId)),
    async saveProject(project, base) {
      const revision = (base ?? 0) + 1;
      await records.change("projects", project.id, (present) => {
        expectRevision(present, base);
        return { ...project, revision };
      });
      return revision;
    },
    deleteProject: (projectId, base) =>
      records.change("projects", projectId, (present) => {
        if (present !== undefined) expectRevision(present, base);
        return undefined;
      }),
    loadRuns: async () => runsOf(await records.all("runs")),
    async loadRun(runId) {
      return runsOf([await records.get("runs", runId)])[0] ?? null;
    },
    async saveRun(given, base) {
      const run = dataSets.noted(given);
      await dataSets.keep(run.data.set);
      await records.change("runs", run.runId, (present) => {
        const stored = readableRun(run.runId, present);
        const found = stored && dataSets.noted(stored);
        if (base === undefined || sameData(found, base && dataSets.noted(base))) return run;
        throw new Conflict(`The stored run ${run.runId} is not the one that it was`);
      });
    },
    async deleteRun(runId) {
      readableRun(runId, await records.get("runs", runId));
      await records.delete("runs", runId);
    },
    async loadSettings() {
      return valid(settingsSchema, [await records.get("values", settingsKey)])[0] ?? null;
    },
    saveSettings: (change) =>
      records.change("values", settingsKey, (present) => {
        const stored = v.safeParse(settingsSchema, present);
        return merged(stored.success ? stored.output : noSettings, change);
      }),
    async survey() {
      const [projects, runs, values] = await Promise.all([
        records.entries("projects"),
        records.entries("runs"),
        records.entries("values"),
      ]);
      const { listed, lost } = await listedBy(runs, values, dataSets);
      const unreadable = [
        ...unreadableOf("project", projectSchema, projects),
        ...unreadableOf("run", runSchema, runs),
        ...lost,
      ];
      return { rows: { projects, runs, values, listed }, unreadable };
    },
    getValue: (key) => records.get("values", `value:${key}`),
    setValue: (key, value) => records.put("values", `value:${key}`, value),
  };
}

/** A run's record of any version as one of this; null for what is none. */
export const readRun = (record: unknown): RunRecord | null => valid(runSchema, [record])[0] ?? null;

/** A document of a newer version as if it were of this one; nothing for others. */
function asThisVersion(record: unknown): unknown[] {
  const { version } = said(record);
  return version > projectVersion ? [{ ...(record as object), version: projectVersion }] : [];
}

function found(projectId: string, record: unknown): StoredProject {
  if (record === undefined) return { kind: "none" };
  const [project] = valid(projectSchema, [record]);
  if (project) return { kind: "readable", project, isNewer: false };
  const [newer] = valid(projectSchema, asThisVersion(record));
  if (newer) return { kind: "readable", project: newer, isNewer: true };
  return { kind: "unreadable", document: unreadable("project", { key: projectId, record }) };
}

/** What any version says about a document. */
const anyDocument = v.fallback(
  v.looseObject({
    name: v.fallback(v.nullable(v.string()), null),
    version: v.fallback(v.number(), 0),
  }),
  { name: null, version: 0 },
);

const said = (record: unknown) => v.parse(anyDocument, record);

function unreadableOf(
  kind: UnreadableDocument["kind"],
  schema: v.GenericSchema,
  entries: readonly Entry[],
): UnreadableDocument[] {
  return entries
    .filter(({ record }) => !v.is(schema, record))
    .map((entry) => unreadable(kind, entry));
}

function unreadable(kind: UnreadableDocument["kind"], { key, record }: Entry): UnreadableDocument {
  const { name, version } = said(record);
  const newest = kind === "run" ? runVersion : projectVersion;
  return { kind, key, name, reason: version > newest ? "newer" : "damaged" };
}

/** The photos of the data sets that runs name, those in the bin too, and the runs outside of it whose own is lost. */
async function listedBy(
  runs: readonly Entry[],
  values: readonly Entry[],
  dataSets: DataSets,
): Promise<{ listed: Rows["listed"]; lost: UnreadableDocument[] }> {
  const records = runs.flatMap(({ record }) => valid(runSchema, [record]));
  const binned = binRowsOf(values).flatMap(({ content }) =>
    content.kind === "run" ? [content.record] : [],
  );
  const named = [...records, ...binned].map(({ data }) => data.set);
  const listed = new Map<string, ReadonlySet<string>>();
  for (const address of new Set([...named, ...dataSets.addresses])) {
    const photos = await dataSets.photosOf(address);
    if (photos) listed.set(address, photos);
  }
  const lost = records
    .filter(({ data }) => !data.list && !listed.has(data.set))
    .map(({ runId, name }) => ({ kind: "run", key: runId, name, reason: "noPhotos" }) as const);
  return { listed, lost };
}

/**
 * @throws Conflict where the stored project has another revision than `base` (null: where there is one), or
 *         cannot be read: what this version does not understand it must not overwrite
 */
function expectRevision(present: unknown, base: number | null): void {
  if (present === undefined && base === null) return;
  const { success, output } = v.safeParse(projectSchema, present);
  if (success && (output.revision ?? 0) === base) return;
  throw new Conflict(`The stored project is not the one of revision ${base}`);
}

/** @throws Conflict as `expectRevision` does of a project that cannot be read */
function readableRun(runId: string, present: unknown): RunRecord | null {
  if (present === undefined) return null;
  const { success, output } = v.safeParse(runSchema, present);
  if (success) return output;
  throw new Conflict(`The stored run ${runId} cannot be read`);
}

const noSettings: Settings = { activeProjectId: null, activeRunIds: {}, modelId: "", drafts: {} };

function merged(stored: Settings, change: SettingsChange): Settings {
  const { activeRunIds, drafts, domains } = change;
  return {
    ...stored,
    ...change,
    activeRunIds: { ...stored.activeRunIds, ...activeRunIds },
    drafts: { ...stored.drafts, ...drafts },
    ...((stored.domains || domains) && { domains: { ...stored.domains, ...domains } }),
  };
}

function valid<T>(schema: v.GenericSchema<unknown, T>, records: readonly unknown[]): T[] {
  return records.flatMap((record) => {
    const result = v.safeParse(schema, record);
    return result.success ? [result.output] : [];
  });
}
