/**
 * Stores for a session in which the browser keeps only a part of what belongs together. What is written
 * stays in memory, so that no half of anything is kept; what lies below is read and never touched.
 */
import { StorageFailed } from "../errors.ts";
import {
  type FileStore,
  type MayReplace,
  memoryFileStore,
  requireReplaceable,
} from "../fileStore.ts";
import { type Entry, memoryRecordStore, type RecordStore, type Table } from "../recordStore.ts";

export interface FilesInMemory extends FileStore {
  /** Files that this session wrote and has not removed. */
  written(): Promise<readonly string[]>;
}

export interface RecordsInMemory extends RecordStore {
  /** Records that this session wrote and has not deleted. */
  written(table: Table): Promise<readonly Entry[]>;
}

export function filesInMemory(below: FileStore): FilesInMemory {
  const held = memoryFileStore();
  /** Of those below, what this session takes for removed. */
  const gone = new Set<string>();

  async function read(name: string): Promise<Blob | null> {
    return (await held.read(name)) ?? (gone.has(name) ? null : below.read(name));
  }
  async function write(name: string, bytes: Uint8Array, mayReplace?: MayReplace): Promise<void> {
    if (mayReplace) await requireReplaceable(await read(name), mayReplace);
    await held.write(name, bytes);
    gone.add(name); // what lies below under this name is out of date
  }
  async function remove(name: string): Promise<void> {
    await held.remove(name);
    gone.add(name);
  }
  const isThere = ({ name }: { readonly name: string }) => !gone.has(name);
  return {
    storage: "memory",
    written: held.names,
    read,
    write,
    remove,
    async rename(from, to) {
      const file = await read(from);
      if (!file) throw new StorageFailed(`No stored file ${from}`);
      await write(to, new Uint8Array(await file.arrayBuffer()));
      await remove(from);
    },
    list: async () => [...(await below.list()).filter(isThere), ...(await held.list())],
    names: async () => [
      ...(await below.names()).filter((name) => !gone.has(name)),
      ...(await held.names()),
    ],
  };
}

export function recordsInMemory(below: RecordStore): RecordsInMemory {
  const held = memoryRecordStore();
  const changed: Readonly<Record<Table, Set<string>>> = {
    projects: new Set(),
    runs: new Set(),
    values: new Set(),
  };

  async function entries(table: Table) {
    const own = new Map((await held.entries(table)).map((entry) => [entry.key, entry]));
    const kept = (await below.entries(table)).flatMap((entry) => {
      const current = changed[table].has(entry.key) ? own.get(entry.key) : entry;
      own.delete(entry.key);
      return current ? [current] : [];
    });
    return [...kept, ...own.values()];
  }
  const get: RecordStore["get"] = (table, key) =>
    (changed[table].has(key) ? held : below).get(table, key);
  return {
    storage: "memory",
    written: held.entries,
    entries,
    all: async (table) => (await entries(table)).map(({ record }) => record),
    get,
    put(table, key, record) {
      changed[table].add(key);
      return held.put(table, key, record);
    },
    async change(table, key, edit) {
      const record = edit(await get(table, key));
      changed[table].add(key);
      await held.change(table, key, () => record);
    },
    delete(table, key) {
      changed[table].add(key);
      return held.delete(table, key);
    },
  };
}
