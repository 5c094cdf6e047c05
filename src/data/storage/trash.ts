/**
 * A folder whose files are set aside before they are removed. A file in the trash keeps its bytes; its
 * name says since when it lies there, so that no database has to agree with the folder.
 */
import type { FileStore, StoredFile } from "../fileStore.ts";

export interface TrashedFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Besides what it does, a `Folder` does not show what lies in its trash. Methods throw as the store's do. */
export interface Folder extends FileStore {
  /** Sets a file aside. @param now milliseconds since 1970 */
  discard(name: string, now: number): Promise<void>;
  trash(): Promise<readonly TrashedFile[]>;
  /** Puts a file back in its place; false where the trash has none of that name. */
  bringBack(name: string): Promise<boolean>;
  /** Removes a file in the trash for good. */
  erase(file: TrashedFile): Promise<void>;
}

/** How long what was last seen of the trash holds for `bringBack`, which may be asked for many files that are nowhere. */
const seenForMs = 2_000;

export function withTrash(files: FileStore): Folder {
  let seen: { readonly names: ReadonlyMap<string, string>; readonly at: number } | null = null;

  async function trashedNames(): Promise<ReadonlyMap<string, string>> {
    if (seen && performance.now() - seen.at < seenForMs) return seen.names;
    const names = new Map<string, string>();
    for (const name of await files.names()) {
      const said = parsed(name);
      if (said) names.set(said.name, name);
    }
    seen = { names, at: performance.now() };
    return names;
  }

  return {
    ...files,
    list: async () => (await files.list()).filter(({ name }) => !parsed(name)),
    names: async () => (await files.names()).filter((name) => !parsed(name)),
    discard(name, now) {
      seen = null;
      return files.rename(name, trashName(name, now));
    },
    trash: async () => (await files.list()).flatMap(asTrashed),
    async bringBack(name) {
      const trashed = (await trashedNames()).get(name);
      if (trashed === undefined) return false;
      seen = null;
      if (await files.read(name))
        await files.remove(trashed); // it was written anew
      else await files.rename(trashed, name);
      return true;
    },
    erase({ name, since }) {
      seen = null;
      return files.remove(trashName(name, since));
    },
  };
}

const trashName = (name: string, since: number): string => `trash.${since}.${name}`;

function parsed(trashed: string): { readonly name: string; readonly since: number } | null {
  const [, since, name] = /^trash\.(\d+)\.(.+)$/.exec(trashed) ?? [];
  return name === undefined ? null : { name, since: Number(since) };
}

function asTrashed({ name, sizeBytes }: StoredFile): TrashedFile[] {
  const said = parsed(name);
  return said ? [{ ...said, sizeBytes }] : [];
}
