/**
 * Edits that the page is left with before the engine has written them. A worker need not live to finish a
 * write, so they also go, at once, into the small storage of the page itself, and are taken up at the next
 * start.
 */
import { sameData } from "../lib/sameData.ts";
import type { Project } from "../protocol/project.ts";
import type { PageStorage } from "../state/pageStorage.ts";

/** An edit, and the revision of the stored project that it was made to; null where none is stored. */
export interface UnsavedProject {
  readonly project: Project;
  readonly base: number | null;
}

/** A deletion, and the revision of the stored project that was deleted. */
export interface UnsavedDeletion {
  readonly deletedId: string;
  readonly base: number;
}

export type Unsaved = UnsavedProject | UnsavedDeletion;

/** Of what is to be kept apart whatever is stored: no stored project has this revision. */
export const apartBase = -1;

/** One key a page, so that pages that are closed together do not overwrite each other's. */
const prefix = "latent-loom.unsaved.";

export class UnsavedEdits {
  readonly #keep: PageStorage;
  readonly #key: string;
  #isKept = false;

  constructor(keep: PageStorage, pageId: string) {
    this.#keep = keep;
    this.#key = prefix + pageId;
  }

  /** @returns whether all of it is kept; not where the storage is full or refused */
  keep(edits: readonly Unsaved[]): boolean {
    if (edits.length === 0) {
      this.clear();
      return true;
    }
    try {
      this.#keep.setItem(this.#key, JSON.stringify(edits));
      this.#isKept = true;
      return true;
    } catch {
      return false;
    }
  }

  /** The engine has written what was kept here. */
  clear(): void {
    if (!this.#isKept) return;
    this.#isKept = false;
    this.#keep.removeItem(this.#key);
  }

  /**
   * Takes what pages that are gone have left; it is not there any more afterwards.
   * @param living ids of pages that may still write theirs
   */
  take(living: Iterable<string> = []): Unsaved[] {
    const keys = Array.from({ length: this.#keep.length }, (_, index) => this.#keep.key(index));
    const kept = new Set([this.#key, ...[...living].map((id) => prefix + id)]);
    return keys
      .filter((key) => key?.startsWith(prefix) && !kept.has(key))
      .flatMap((key) => {
        const edits = read(this.#keep.getItem(key as string));
        this.#keep.removeItem(key as string);
        return edits;
      });
  }
}

/** What does not look like ours is left out. */
function read(text: string | null): Unsaved[] {
  try {
    const edits: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(edits) ? edits.filter(isUnsaved) : [];
  } catch {
    return [];
  }
}

function isUnsaved(value: unknown): value is Unsaved {
  const { project, deletedId, base } = (value ?? {}) as Partial<UnsavedProject & UnsavedDeletion>;
  if (deletedId !== undefined) return typeof deletedId === "string" && typeof base === "number";
  const isBase = base === null || typeof base === "number";
  return isBase && typeof project?.id === "string" && Array.isArray(project.classes);
}

/**
 * What becomes of an edit that a page was left with: it is made again (`again`), it was written after all
 * (`written`), or the project has changed since or is gone, and both are to be kept (`apart`).
 */
export type Recovery = "again" | "written" | "apart";

/** @param stored the project as it is stored now, if it is */
export function recoveryOf({ project, base }: UnsavedProject, stored?: Project): Recovery {
  if (stored && sameData({ ...stored, revision: 0 }, { ...project, revision: 0 })) return "written";
  return (stored ? (stored.revision ?? 0) : null) === base ? "again" : "apart";
}
