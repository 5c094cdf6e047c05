/** What lies in storage, as far as people are to be told of it. */
import type { ImportedPhoto } from "./engine.ts";

/** A document that this version leaves alone, and shows as such. */
export interface UnreadableDocument {
  readonly kind: "project" | "run";
  /** Under which it lies in the database. */
  readonly key: string;
  /** Null where it has none that can be read. */
  readonly name: string | null;
  /** Made by a newer version of this app, or not of any known shape. */
  readonly reason: "newer" | "damaged";
}

/** Where the photos of an import belong. */
export interface ImportTarget {
  readonly projectId: string;
  /** For a project that was new and is not kept yet. */
  readonly projectName: string;
  /** Where loose files go… */
  readonly classId?: string;
  /** …and the class that is made for them where there is none. */
  readonly looseName: string;
}

/** What an import had read when it was cut off. */
export interface Intake {
  readonly version: 1;
  readonly importId: string;
  readonly target: ImportTarget;
  /** Files that it was given. */
  readonly total: number;
  readonly photos: readonly ImportedPhoto[];
}
