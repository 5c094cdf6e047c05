/** Which files go when the bin and the trash are emptied, and how many bytes that frees. */
import type { Documents } from "../documents.ts";
import { type BinRow, binKey } from "./binned.ts";
import { type Folders, runOfFile, wantedBy } from "./collection.ts";
import { type Pending, withPending } from "./pending.ts";
import { photosNamedIn, type Rows, referencesOf } from "./references.ts";
import type { Folder } from "./trash.ts";

type IsDue = (kind: keyof Folders, name: string) => boolean;

export const withoutBinRows = (rows: Rows, gone: readonly BinRow[]): Rows => {
  const keys = new Set(gone.map(({ id }) => binKey(id)));
  return { ...rows, values: rows.values.filter(({ key }) => !keys.has(key)) };
};

/** Files that rows of the bin name, and none of the rows that stay. */
export function neededOnlyBy(gone: readonly BinRow[], stay: Rows): IsDue {
  const { photos, runs } = referencesOf(stay);
  const hashes = new Set(gone.flatMap(({ content }) => [...photosNamedIn(content, stay.listed)]));
  const runIds = new Set(
    gone.flatMap(({ content }) => (content.kind === "run" ? [content.record.runId] : [])),
  );
  return (kind, name) => {
    if (kind === "photos") return hashes.has(name) && !photos.has(name);
    const runId = runOfFile(kind, name);
    return runId !== null && runIds.has(runId) && !runs.has(runId);
  };
}

/** Files in the trash that no row names. */
export function unwantedBy(stay: Rows): IsDue {
  const isWanted = wantedBy(referencesOf(stay));
  return (kind, name) => !isWanted(kind, name);
}

interface ClearingTools {
  readonly documents: Pick<Documents, "survey">;
  readonly folders: Folders;
  readonly bin: { rows(): Promise<BinRow[]> };
  readonly pending?: Pending;
}

/** What emptying the bin and the trash would free now. @throws StorageFailed */
export async function clearableBytes({
  documents,
  folders,
  bin,
  pending,
}: ClearingTools): Promise<number> {
  const gone = await bin.rows();
  const { rows, unreadable } = await documents.survey();
  if (unreadable.length > 0) return 0; // such a document may name any file
  const stay = withPending(withoutBinRows(rows, gone), pending);
  const [isBinned, isUnwanted] = [neededOnlyBy(gone, stay), unwantedBy(stay)];
  let bytes = 0;
  for (const [kind, folder] of Object.entries(folders) as [keyof Folders, Folder][]) {
    for (const { name, sizeBytes } of await folder.list())
      if (isBinned(kind, name)) bytes += sizeBytes;
    for (const { name, sizeBytes } of await folder.trash())
      if (isBinned(kind, name) || isUnwanted(kind, name)) bytes += sizeBytes;
  }
  return bytes;
}
