/**
 * The bin: whatever stops being part of a project, and projects and runs that are deleted, can be brought
 * back for two weeks. It is written before the deletion is, so that nothing is nowhere in between; a row
 * whose content is back where it was is not shown, and is dropped once no deletion can be on its way any more.
 */
import type { Project } from "../../protocol/project.ts";
import type { BinItem, Binned } from "../../protocol/storage.ts";
import type { Documents } from "../documents.ts";
import { StorageFull } from "../errors.ts";
import type { RecordStore } from "../recordStore.ts";
import { itemOf, sizesOf } from "./binItems.ts";
import { type BinRow, binKey, binRowsOf, photosOf, vanished } from "./binned.ts";
import { neededOnlyBy, withoutBinRows } from "./clearing.ts";
import { type Folders, trashMs } from "./collection.ts";
import { type Pending, withPending } from "./pending.ts";
import type { Rows } from "./references.ts";
import type { Folder } from "./trash.ts";
import { type MakeRoom, tryingOn } from "./tryingOn.ts";

export interface BinTools {
  readonly records: RecordStore;
  readonly documents: Pick<Documents, "survey" | "loadProject" | "loadRun" | "dataSets">;
  readonly folders: Folders;
  /** What it names stays. */
  readonly pending?: Pending;
  /** For what is to be kept; without, a full disk takes nothing more. */
  readonly makeRoom?: MakeRoom;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Photos that are deleted from a class one after the other are one row of the bin. */
const togetherMs = 10 * 60 * 1000;
/** What a younger row holds may only seem to be back: its deletion is on its way, or its undo on the screen. */
const pendingMs = 60 * 1000;

interface FoundRow {
  readonly row: BinRow;
  /** Its content is where it was. */
  readonly isBack: boolean;
}

/** Every method may throw `StorageFull` or `StorageFailed`. */
export class Bin {
  readonly #tools: BinTools;

  constructor(tools: BinTools) {
    this.#tools = tools;
  }

  /** Newest deletion first. */
  async list(): Promise<BinItem[]> {
    const sizes = await sizesOf(this.#tools.folders);
    return (await this.rows()).reverse().map((row) => itemOf(row, sizes));
  }

  /** Null where it is not there any more. */
  async get(id: string): Promise<Binned | null> {
    return (await this.rows()).find((row) => row.id === id)?.content ?? null;
  }

  /** Call it before a project is saved: takes what the stored version has and the new one has not. */
  keepVanished(project: Project): Promise<void> {
    return this.#whileThereIsRoom(async () => {
      const before = await this.#tools.documents.loadProject(project.id);
      if (!before) return;
      for (const content of vanished(before, project)) await this.#add(content);
    });
  }

  /** Call it before a project is deleted. */
  keepProject(projectId: string): Promise<void> {
    return this.#whileThereIsRoom(async () => {
      const project = await this.#tools.documents.loadProject(projectId);
      if (!project) return;
      await this.#put(projectId, { kind: "project", project });
      for (const { row, isBack } of await this.#found()) {
        const isIncluded = isBack && placeOf(row.content) === projectId; // else it would seem to go once more
        if (isIncluded) await this.#tools.records.delete("values", binKey(row.id));
      }
    });
  }

  /** Call it before a run's document is deleted; its checkpoints and its film stay where they are. */
  keepRun(runId: string): Promise<void> {
    return this.#whileThereIsRoom(async () => {
      const record = await this.#tools.documents.loadRun(runId);
      if (!record) return;
      await this.#tools.documents.dataSets.keep(record.data.set);
      await this.#put(runId, { kind: "run", record });
    });
  }

  /** From the start each time: room may be made of rows that it was to join. */
  #whileThereIsRoom(keep: () => Promise<void>): Promise<void> {
    return tryingOn(keep, this.#tools.makeRoom ?? (async () => false));
  }

  /**
   * Removes rows for good, and the files that nothing else needs; those that cannot be removed are cleared up
   * later. Where storage is so full that a row cannot even be removed, its files go first.
   * @returns bytes freed
   * @throws StorageFull, StorageFailed; then some rows are still there
   */
  async erase(ids: readonly string[]): Promise<number> {
    const erased = (await this.rows()).filter(({ id }) => ids.includes(id));
    const { rows, unreadable } = await this.#tools.documents.survey();
    const areKnown = unreadable.length === 0; // else such a document may name any file
    const removeFiles = async () => (areKnown ? this.#eraseFiles(erased, rows).catch(() => 0) : 0);
    const removeRows = async () => {
      for (const { id } of erased) await this.#tools.records.delete("values", binKey(id));
    };
    try {
      await removeRows();
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error;
      const freed = await removeFiles();
      await removeRows();
      return freed;
    }
    return removeFiles();
  }

  /**
   * Removes the row that was deleted first among those whose files nothing else needs: the others make no room.
   * Not one whose undo may still be offered.
   * @returns whether there was one; none while a document cannot be read, which may name any file
   */
  async eraseOldest(): Promise<boolean> {
    const { rows, unreadable } = await this.#tools.documents.survey();
    if (unreadable.length > 0) return false;
    for (const row of await this.rows()) {
      const age = this.#tools.now() - row.deletedAt;
      if (age >= 0 && age < pendingMs) continue;
      if ((await this.#eraseFiles([row], rows)) === 0) continue;
      await this.#tools.records.delete("values", binKey(row.id));
      return true;
    }
    return false;
  }

  /**
   * Forgets what it first saw more than two weeks ago; its files are cleared up like others.
   * @param counted the time by `countedTime`
   */
  async expire(counted: number): Promise<void> {
    const { records } = this.#tools;
    for (const { id, seenAt } of await this.rows()) {
      if (seenAt === undefined)
        await records.change("values", binKey(id), (row) => row && { ...row, seenAt: counted });
      else if (counted - seenAt > trashMs) await records.delete("values", binKey(id));
    }
  }

  /** Those of erased rows that none of the others names. */
  async #eraseFiles(erased: readonly BinRow[], rows: Rows): Promise<number> {
    const { folders, pending } = this.#tools;
    const isDue = neededOnlyBy(erased, withPending(withoutBinRows(rows, erased), pending));
    let freed = 0;
    for (const [kind, folder] of Object.entries(folders) as [keyof Folders, Folder][])
      freed += await eraseFiles(folder, (name) => isDue(kind, name));
    return freed;
  }

  /** Oldest deletion first; without what is back where it was. */
  async rows(): Promise<BinRow[]> {
    return (await this.#found()).filter(({ isBack }) => !isBack).map(({ row }) => row);
  }

  /** Oldest deletion first. What has been back for a while is dropped. */
  async #found(): Promise<FoundRow[]> {
    const { rows } = await this.#tools.documents.survey();
    const present = {
      projects: new Map(rows.projects.map(({ key, record }) => [key, idsIn(record)])),
      runs: new Set(rows.runs.map(({ key }) => key)),
    };
    const found: FoundRow[] = [];
    for (const row of binRowsOf(rows.values)) {
      const isBack = isBackIn(row.content, present);
      if (isBack && this.#tools.now() - row.deletedAt > pendingMs)
        await this.#tools.records.delete("values", binKey(row.id));
      else found.push({ row, isBack });
    }
    return found;
  }

  /** Joins the newest row of the same class, and takes the place of rows that it includes. */
  async #add(content: Binned): Promise<void> {
    const ids = new Set(photosOf(content).map(({ id }) => id));
    const found = await this.#found();
    const newest = found.findLast(
      ({ row, isBack }) =>
        !isBack &&
        row.content.kind === "photos" &&
        content.kind === "photos" &&
        row.content.classId === content.classId &&
        isOfSamePlace(row.content, content) &&
        this.#tools.now() - row.deletedAt < togetherMs &&
        row.content.photos.some(({ id }) => !ids.has(id)),
    )?.row;
    if (newest?.content.kind === "photos" && content.kind === "photos") {
      const earlier = newest.content.photos.filter(({ id }) => !ids.has(id));
      await this.#put(newest.id, { ...content, photos: [...earlier, ...content.photos] });
    } else await this.#put(crypto.randomUUID(), content);
    for (const { row } of found) {
      const others = photosOf(row.content);
      const isIncluded =
        isOfSamePlace(row.content, content) &&
        others.length > 0 &&
        others.every(({ id }) => ids.has(id));
      if (isIncluded) await this.#tools.records.delete("values", binKey(row.id));
    }
  }

  #put(id: string, content: Binned): Promise<void> {
    const row: BinRow = { version: 1, id, deletedAt: this.#tools.now(), content };
    return this.#tools.records.put("values", binKey(id), row);
  }
}

function isOfSamePlace(a: Binned, b: Binned): boolean {
  const [from, of] = [placeOf(a), placeOf(b)];
  return from !== null && from === of;
}

const placeOf = (content: Binned): string | null =>
  content.kind === "class" || content.kind === "photos" ? content.projectId : null;

interface Present {
  /** Ids of the photos and classes that a stored project has, whatever version it is of. */
  readonly projects: ReadonlyMap<string, ReadonlySet<string>>;
  readonly runs: ReadonlySet<string>;
}

function isBackIn(content: Binned, { projects, runs }: Present): boolean {
  switch (content.kind) {
    case "project":
      return projects.has(content.project.id);
    case "run":
      return runs.has(content.record.runId);
    case "class":
    case "photos": {
      const photos = photosOf(content);
      const parts = content.kind === "class" && photos.length === 0 ? [content.entry] : photos;
      const own = projects.get(content.projectId);
      const places = own ? [own] : [...projects.values()]; // in place of one that is deleted
      return parts.length > 0 && places.some((there) => parts.every(({ id }) => there.has(id)));
    }
    default:
      content satisfies never;
      return false;
  }
}

function idsIn(record: unknown): ReadonlySet<string> {
  const { classes } = record as Partial<Project>;
  if (!Array.isArray(classes)) return new Set();
  return new Set(
    (classes as Partial<Project["classes"][number]>[]).flatMap((entry) => [
      ...(entry?.id === undefined ? [] : [entry.id]),
      ...(Array.isArray(entry?.photos) ? entry.photos.map(({ id }: { id: string }) => id) : []),
    ]),
  );
}

/** Goes on past a file that stays. @returns bytes freed */
async function eraseFiles(folder: Folder, isDue: (name: string) => boolean): Promise<number> {
  let freed = 0;
  const removed = async (removing: Promise<void>, sizeBytes: number) => {
    freed += await removing.then(
      () => sizeBytes,
      () => 0,
    );
  };
  for (const { name, sizeBytes } of await folder.list())
    if (isDue(name)) await removed(folder.remove(name), sizeBytes);
  for (const file of await folder.trash())
    if (isDue(file.name)) await removed(folder.erase(file), file.sizeBytes);
  return freed;
}
