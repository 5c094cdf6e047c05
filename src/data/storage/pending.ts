/**
 * Records on their way to the database. What they name is needed though no row says so yet: whoever makes room
 * for a project that has a class back must not take that class's photos.
 */
import { StorageFailed, StorageFull } from "../errors.ts";
import type { Entry, RecordStore } from "../recordStore.ts";
import type { Rows } from "./references.ts";

/** By table and key. */
export type Pending = Map<string, Entry>;

/** Notes each record until it is written, or is not to be; one that storage does not take stays noted. */
export function recordsWithPending(records: RecordStore, pending: Pending): RecordStore {
  return {
    ...records,
    put: (table, key, record) =>
      noting(pending, `${table} ${key}`, (note) => {
        note(record);
        return records.put(table, key, record);
      }),
    change: (table, key, edit) =>
      noting(pending, `${table} ${key}`, (note) =>
        records.change(table, key, (present) => {
          const record = edit(present);
          note(record);
          return record;
        }),
      ),
    async delete(table, key) {
      await records.delete(table, key);
      pending.delete(`${table} ${key}`);
    },
  };
}

async function noting(
  pending: Pending,
  id: string,
  write: (note: (record: unknown) => void) => Promise<void>,
): Promise<void> {
  let mine: Entry | undefined;
  const forget = () => {
    if (mine && pending.get(id) === mine) pending.delete(id);
  };
  try {
    await write((record) => {
      mine = { key: id, record };
      pending.set(id, mine);
    });
    forget();
  } catch (error) {
    if (!(error instanceof StorageFull || error instanceof StorageFailed)) forget();
    throw error;
  }
}

/** The rows as they would be with what is on its way. */
export const withPending = (rows: Rows, pending?: Pending): Rows =>
  pending ? { ...rows, values: [...rows.values, ...pending.values()] } : rows;
