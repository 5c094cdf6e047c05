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

/** What another page left under a key: edits, and what cannot be read here and stays for who can. */
interface Left {
  readonly key: string;
  readonly edits: readonly Unsaved[];
  readonly others: readonly unknown[];
}

export class UnsavedEdits {
  readonly #keep: PageStorage;
  readonly #key: string;
  /** Taken, and still where it was left. */
  #taken: readonly Left[] = [];

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
    } catch {
      return false;
    }
    this.#removeTaken();
    return true;
  }

  /** The engine has written what was kept here, and what was taken. */
  clear(): void {
    if (this.#keep.getItem(this.#key) !== null) this.#keep.removeItem(this.#key);
    this.#removeTaken();
  }

  /**
   * Takes what pages that are gone have left. It is this page's from then on, until it keeps what is left of it or
   * clears it: a page may die before it has made the edits again. What cannot be read is left alone.
   * @param living ids of pages that may still write theirs
   */
  take(living: Iterable<string> = []): Unsaved[] {
    const keys = Array.from({ length: this.#keep.length }, (_, index) => this.#keep.key(index));
    const kept = new Set([this.#key, ...[...living].map((id) => prefix + id)]);
    const left = keys.flatMap((key) =>
      key?.startsWith(prefix) && !kept.has(key) ? this.#read(key) : [],
    );
    const edits = left.flatMap((one) => one.edits);
    if (edits.length === 0) return [];
    this.#taken = left;
    this.keep([...this.#read(this.#key).flatMap((own) => own.edits), ...edits]); // else they stay where they are
    return edits;
  }

  #removeTaken(): void {
    for (const { key, others } of this.#taken) {
      if (others.length > 0)
        this.#keep.setItem(key, JSON.stringify(others)); // less than lies there
      else this.#keep.removeItem(key);
    }
    this.#taken = [];
  }

  /** Nothing where none of it can be read. */
  #read(key: string): Left[] {
    try {
      const found: unknown = JSON.parse(this.#keep.getItem(key) ?? "[]");
      if (!Array.isArray(found)) return [];
      const edits = found.filter(isUnsaved);
      return edits.length > 0 ? [{ key, edits, others: found.filter((it) => !isUnsaved(it)) }] : [];
    } catch {
      return [];
    }
  }
}

function isUnsaved(value: unknown): value is Unsaved {
  const { project, deletedId, base } = (value ?? {}) as Partial<UnsavedProject & UnsavedDeletion>;
  if (deletedId !== undefined) return typeof deletedId === "string" && typeof base === "number";
  const isBase = base === null || typeof base === "number";
  const isReadable = project?.version === 1 && Array.isArray(project.classes);
  return isBase && isReadable && typeof project.id === "string";
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
