/** Files on their way in: what was taken, and why the rest was not. */
import type { Photo } from "./project.ts";

/** One dropped file with the folder path it came from ("" for a loose file), "/"-separated. */
export interface ImportItem {
  readonly file: File;
  readonly folder: string;
}

/** Why a file was not taken; the page has a sentence for each. */
export type SkipReason =
  | "empty"
  | "notAnImage"
  | "unsupportedFormat"
  | "tooLarge"
  | "tooManyPixels"
  | "tooSmall"
  | "damaged"
  | "unreadable"
  | "timedOut"
  | "emptyFolder"
  | "storageFull"
  | "storageFailed";

export interface ImportedPhoto {
  readonly photo: Photo;
  /** The class that its folder becomes, by `folderClasses`; "" when loose. */
  readonly folder: string;
}

export interface SkippedFile {
  /** Path as the user knows it. */
  readonly name: string;
  readonly reason: SkipReason;
  /** Format that was recognised, e.g. "TIFF", for `unsupportedFormat`. */
  readonly format?: string;
}

/** A folder whose class is not simply called as it is. */
export interface RenamedFolder {
  /** Path as the user knows it. */
  readonly folder: string;
  readonly className: string;
}

export interface ImportReport {
  /** In the order given. */
  readonly imported: readonly ImportedPhoto[];
  readonly skipped: readonly SkippedFile[];
  readonly renamed: readonly RenamedFolder[];
  readonly cancelled: boolean;
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

/** Takes files in: long work, by the import's id. Called off, it gives what it has read. */
export interface ImportingApi {
  /** Files of an import that is to begin: to send very many at once would hold the page up. */
  handOver(importId: string, items: readonly ImportItem[]): Promise<void>;
  /**
   * Sniffs, checks and stores images, those that were handed over first; never throws for a bad file, it lists it.
   * @param target with it, what was read is durable as it goes, until `finishImport`
   */
  importFiles(
    importId: string,
    items: readonly ImportItem[],
    target?: ImportTarget,
  ): Promise<ImportReport>;
  /** Its photos are in a project that is kept, or are not wanted. */
  finishImport(importId: string): Promise<void>;
}
