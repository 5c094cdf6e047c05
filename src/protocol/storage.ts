/** What lies in storage, as far as people are to be told of it. */
import type { Photo, Project, TextureClass } from "./project.ts";
import type { RunRecord } from "./run.ts";

/** A document that this version leaves alone, and shows as such. */
export interface UnreadableDocument {
  readonly kind: "project" | "run";
  /** Under which it lies in the database. */
  readonly key: string;
  /** Null where it has none that can be read. */
  readonly name: string | null;
  /**
   * Made by a newer version of this app, or not of any known shape; `noPhotos`: a run whose list of photos is lost,
   * which can be used nonetheless.
   */
  readonly reason: "newer" | "damaged" | "noPhotos";
}

/** What storage has of one project. */
export type StoredProject =
  | { readonly kind: "none" }
  | {
      readonly kind: "readable";
      readonly project: Project;
      /** A newer version of the app wrote it: it is to look at and to use, no more. */
      readonly isNewer: boolean;
    }
  | { readonly kind: "unreadable"; readonly document: UnreadableDocument };

/** Something that was deleted and can be brought back for two weeks, as it was. */
export type Binned =
  | { readonly kind: "project"; readonly project: Project }
  | {
      readonly kind: "class";
      readonly projectId: string;
      readonly projectName: string;
      readonly entry: TextureClass;
      /** Where it stood in the order. */
      readonly place: number;
    }
  | {
      readonly kind: "photos";
      readonly projectId: string;
      readonly projectName: string;
      readonly classId: string;
      readonly className: string;
      readonly photos: readonly Photo[];
    }
  | { readonly kind: "run"; readonly record: RunRecord };

/** What a list of deleted things says of one. */
export interface BinItem {
  readonly id: string;
  readonly kind: Binned["kind"];
  /** Of the project, the class, the photos' class or the run. */
  readonly name: string;
  /** Where it was deleted from; null for a project or a run itself. */
  readonly projectName: string | null;
  /** Milliseconds since 1970. */
  readonly deletedAt: number;
  readonly photos: number;
  /** Of its photos, or of a run's weights and film. */
  readonly sizeBytes: number;
}

/** How much a project's photos, or a run's weights and film, take; photos of two projects count in both. */
export interface StorageItem {
  readonly kind: "project" | "run";
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** What is stored, to keep elsewhere. */
export interface StoredCopy {
  /** A ZIP archive. */
  readonly archive: Blob;
  /** How many photos and checkpoints could not be read; the archive lists them. */
  readonly missing: number;
}
