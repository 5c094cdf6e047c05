/**
 * Keyed records in three IndexedDB tables, each with the order of its first writing. Opened again
 * when another tab's upgrade or the clearing of site data has closed it.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { asStorageError } from "./errors.ts";
import { limits } from "./limits.ts";
import { withinTime } from "./withinTime.ts";

export const tables = ["projects", "runs", "values"] as const;
export type Table = (typeof tables)[number];

export interface Entry {
  readonly key: string;
  readonly record: unknown;
}

/** Every method may throw `StorageFull` or `StorageFailed`. */
export interface RecordStore {
  readonly storage: "kept" | "memory";
  /** In the order in which they were first put. */
  all(table: Table): Promise<readonly unknown[]>;
  /** The same with their keys. */
  entries(table: Table): Promise<readonly Entry[]>;
  /** Undefined when there is none. */
  get(table: Table, key: string): Promise<unknown>;
  put(table: Table, key: string, record: unknown): Promise<void>;
  /**
   * Reads and writes in one act, which no other tab's can come between.
   * @param edit makes the new record of the present one; undefined stands for none. What it throws is
   *             thrown on, and nothing is written
   */
  change(table: Table, key: string, edit: (present: unknown) => unknown): Promise<void>;
  delete(table: Table, key: string): Promise<void>;
}

export interface OpenRecords extends RecordStore {
  /** It is not to be used any more. */
  close(): void;
}

/** `order` and not a clock: clocks jump. */
interface Row {
  readonly key: string;
  readonly order: number;
  readonly record: unknown;
}

interface Schema extends DBSchema {
  projects: { key: string; value: Row; indexes: { order: number } };
  runs: { key: string; value: Row; indexes: { order: number } };
  values: { key: string; value: Row; indexes: { order: number } };
}

const databaseName = "latent-loom";
const databaseVersion = 1;
const identityKey = "identity";
/** After the database was closed from outside: whether it is still there is to be known soon. */
const lookAgainMs = 1000;

/**
 * The database, or a store in memory where the browser refuses one or does not answer.
 * @param onLost called where the database was deleted while it was open; a new one is open by then
 */
export async function openRecordStore(onLost: () => void = () => undefined): Promise<OpenRecords> {
  try {
    const connection = new Connection(onLost);
    await connection.database();
    return { ...databaseStore(connection), close: () => connection.close() };
  } catch {
    return { ...memoryRecordStore(), close: () => undefined };
  }
}

/** Keeps one open database and replaces it when it was closed from outside. */
class Connection {
  readonly #onLost: () => void;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;
  /** Of the database that was open last. */
  #identity: unknown;
  #isClosed = false;

  constructor(onLost: () => void) {
    this.#onLost = onLost;
  }

  database(): Promise<IDBPDatabase<Schema>> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** For good. */
  close(): void {
    this.#isClosed = true;
    void this.#opening?.then((database) => database.close()).catch(() => undefined);
  }

  async #open(): Promise<IDBPDatabase<Schema>> {
    const forget = () => {
      this.#opening = null;
    };
    const closed = () => {
      forget();
      setTimeout(() => {
        if (!this.#isClosed) this.database().catch(() => undefined);
      }, lookAgainMs);
    };
    const opening = openDB<Schema>(databaseName, databaseVersion, {
      upgrade(database, _from, _to, transaction) {
        transaction.done.catch(() => undefined); // then the opening fails, too
        for (const table of tables) {
          database.createObjectStore(table, { keyPath: "key" }).createIndex("order", "order");
        }
      },
      blocking(_current, _blocked, event) {
        closed(); // another tab upgrades or deletes: let it
        (event.target as IDBDatabase).close();
      },
      terminated: closed,
    });
    const slow = () => new Error("The database does not open");
    try {
      const database = await withinTime(opening, limits.databaseMs, slow);
      const identity = await identityOf(database);
      const isAnother = this.#identity !== undefined && identity !== this.#identity;
      if (isAnother) this.#onLost();
      this.#identity = identity;
      return database;
    } catch (error) {
      forget();
      void opening.then((late) => late.close()).catch(() => undefined);
      throw error;
    }
  }
}

/** What a database that another tab made anew under the same name does not share. */
async function identityOf(database: IDBPDatabase<Schema>): Promise<unknown> {
  const present = await rowOf(database, "values", identityKey);
  if (present) return present.record;
  const make = (known: unknown) => known ?? crypto.randomUUID();
  await changeRow(database, "values", identityKey, make).catch(() => undefined); // no room: the next time
  return (await rowOf(database, "values", identityKey))?.record;
}

function databaseStore(connection: Connection): RecordStore {
  /** Once more after a close from outside, which shows only when a transaction is begun. */
  async function act<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await connection.database()).catch(async (error: unknown) => {
        if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
        return work(await connection.database());
      });
    } catch (error) {
      throw asStorageError(error);
    }
  }

  return {
    storage: "kept",
    all: async (table) =>
      (await act((database) => rowsOf(database, table))).map((row) => row.record),
    entries: async (table) =>
      (await act((database) => rowsOf(database, table))).map(({ key, record }) => ({
        key,
        record,
      })),
    get: async (table, key) => (await act((database) => rowOf(database, table, key)))?.record,
    put: (table, key, record) => act((database) => changeRow(database, table, key, () => record)),
    async change(table, key, edit) {
      let refusal: { readonly error: unknown } | undefined;
      const guarded = (present: unknown) => {
        try {
          return edit(present);
        } catch (error) {
          refusal = { error };
          throw error;
        }
      };
      await act((database) => changeRow(database, table, key, guarded)).catch((error: unknown) => {
        throw refusal ? refusal.error : error;
      });
    },
    delete: (table, key) =>
      act(async (database) => {
        const transaction = database.transaction(table, "readwrite", { durability: "strict" });
        await Promise.all([transaction.store.delete(key), transaction.done]);
      }),
  };
}

async function rowsOf(database: IDBPDatabase<Schema>, table: Table): Promise<Row[]> {
  const { store, done } = database.transaction(table);
  return (await Promise.all([store.index("order").getAll(), done]))[0];
}

/** Reads wait for their transaction, so that one that is aborted from outside is not an error nobody waits for. */
async function rowOf(
  database: IDBPDatabase<Schema>,
  table: Table,
  key: string,
): Promise<Row | undefined> {
  const { store, done } = database.transaction(table);
  return (await Promise.all([store.get(key), done]))[0];
}

/** Replaces the row of this key in its place, appends one, or deletes it. */
async function changeRow(
  database: IDBPDatabase<Schema>,
  table: Table,
  key: string,
  edit: (present: unknown) => unknown,
): Promise<void> {
  const transaction = database.transaction(table, "readwrite", { durability: "strict" });
  const { store } = transaction;
  const write = async () => {
    const present = await store.get(key);
    const newest = present ? null : await store.index("order").openKeyCursor(null, "prev");
    const order = present?.order ?? (newest?.key ?? 0) + 1;
    const record = edit(present?.record);
    await (record === undefined ? store.delete(key) : store.put({ key, order, record }));
  };
  const [written, done] = await Promise.allSettled([write(), transaction.done]);
  // Where the transaction was aborted, it alone says why: for want of room, say.
  if (done.status === "rejected" && transaction.error) throw transaction.error;
  for (const result of [written, done]) if (result.status === "rejected") throw result.reason;
}

/** For sessions without a database, and for tests. */
export function memoryRecordStore(): RecordStore {
  const held: Readonly<Record<Table, Map<string, unknown>>> = {
    projects: new Map(),
    runs: new Map(),
    values: new Map(),
  };
  return {
    storage: "memory",
    all: async (table) => [...held[table].values()].map((record) => structuredClone(record)),
    entries: async (table) =>
      [...held[table]].map(([key, record]) => ({ key, record: structuredClone(record) })),
    get: async (table, key) => structuredClone(held[table].get(key)),
    async put(table, key, record) {
      held[table].set(key, structuredClone(record));
    },
    async change(table, key, edit) {
      const record = edit(structuredClone(held[table].get(key)));
      if (record === undefined) held[table].delete(key);
      else held[table].set(key, structuredClone(record));
    },
    async delete(table, key) {
      held[table].delete(key);
    },
  };
}
