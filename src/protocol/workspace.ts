/** What a page is shown of earlier sessions, and the small choices that outlive one. */

import type { Intake } from "./importing.ts";
import type { Project } from "./project.ts";
import type { KeptResult } from "./results.ts";
import type { RunRecord } from "./run.ts";
import type { Hparams } from "./spec.ts";
import type { StoredProject, UnreadableDocument } from "./storage.ts";

/** Small choices that outlive a session and are not part of a project. */
export interface Settings {
  readonly activeProjectId: string | null;
  readonly activeRunIds: Readonly<Record<string, string>>;
  readonly modelId: string;
  /** Form values last used, by model id. */
  readonly drafts: Readonly<Record<string, Hparams>>;
  /** Ids of the two classes that a translating model is to learn, by project id. */
  readonly domains?: Readonly<Record<string, readonly [string, string]>>;
}

/** Choices that were made anew; each entry of a record stands for itself, so that tabs do not undo each other's. */
export type SettingsChange = Partial<Settings>;

export interface Workspace {
  readonly projects: readonly Project[];
  /** Ids of those among them that a newer version wrote: they are not to be edited. */
  readonly newer: readonly string[];
  readonly runs: readonly RunRecord[];
  readonly settings: Settings | null;
  /** `memory`: the browser refuses storage (private mode); nothing survives the session. */
  readonly storage: "kept" | "memory";
  /** Imports that were cut off, in this tab or in one that is gone. */
  readonly intakes: readonly Intake[];
  /** Left alone, and nothing that they name is ever cleared up. */
  readonly unreadable: readonly UnreadableDocument[];
}

/** What is the user's own, and what is shipped. */
export interface WorkspaceApi {
  /** All that is the user's own. */
  loadWorkspace(): Promise<Workspace>;
  /** The runs that are shipped with the app. They come from its server, which may be slow or not answer. */
  loadShippedRuns(): Promise<readonly RunRecord[]>;
  /** What is stored of a project at this moment. */
  findProject(projectId: string): Promise<StoredProject>;
  /**
   * Writes a project where the stored one still has the revision that the change was made to.
   * @param base the revision; null for a project that is not stored yet
   * @returns the new revision. Throws `Conflict`; then nothing was written.
   */
  saveProject(project: Project, base: number | null): Promise<number>;
  /** As `saveProject`. One that is gone already is no conflict. */
  deleteProject(projectId: string, base: number): Promise<void>;
  /** Nothing of this project waits any more to be written from here. */
  waiveProject(projectId: string): Promise<void>;
  /** Merges into what is stored. */
  saveSettings(change: SettingsChange): Promise<void>;
  /** The Inspect desk's results, oldest first. */
  results(): Promise<KeptResult[]>;
  /** Writes results, or writes them anew; of more than 200 the oldest go. */
  keepResults(results: readonly KeptResult[]): Promise<void>;
  forgetResults(ids: readonly string[]): Promise<void>;
  /**
   * Stores a photo that belongs to no project.
   * @param resultId of the result that it is wanted for
   * @returns the hash that it is kept under. Throws `UnreadableImage`, `StorageFull`, `StorageFailed`.
   */
  keepPhoto(resultId: string, file: Blob): Promise<string>;
}
