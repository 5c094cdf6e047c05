/**
 * What can be made again from photos, kept so that it need not be: pages that each prove themselves whole. A cache:
 * all of it may go at any time, to make room above all, and what is missing or damaged is as good as not there.
 */
import { decodeSlot, encodeSlot } from "./checkpointSlot.ts";
import type { FileStore, StoredFile } from "./fileStore.ts";
import { isSha256 } from "./sha256.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * What is kept of a data set. Files are named `<set>.<what>.<page>` and `<set>.<what>.v<volume>`, so that it goes
 * with the data set.
 */
export interface CacheKey {
  /** The data set's address. */
  readonly set: string;
  /** What was made of it, in letters and digits. */
  readonly what: string;
}

export interface CacheLimits {
  /** Bytes of a page. */
  readonly page: number;
  /** Bytes of all parts that are kept under one key at most… */
  readonly entry: number;
  /** …and in all, with volumes; the oldest go for what is new. */
  readonly total: number;
}

const MiB = 2 ** 20;
const usualLimits: CacheLimits = { page: 4 * MiB, entry: 256 * MiB, total: 4096 * MiB };

export class PageCache {
  readonly #files: FileStore;
  readonly #limits: CacheLimits;

  readonly #free: () => Promise<number>;

  /** @param free bytes that the browser still grants */
  constructor(files: FileStore, limits = usualLimits, free = freeHere) {
    this.#files = files;
    this.#limits = limits;
    this.#free = free;
  }

  /** The parts as they were written; null where any of it is missing or damaged. Never throws. */
  async read(key: CacheKey): Promise<Bytes[] | null> {
    try {
      const index = await this.#page(key, indexPage);
      const lengths = index && (JSON.parse(new TextDecoder().decode(index)) as number[]);
      const parts = lengths && (await this.#parts(key, lengths));
      if (index && !parts) await this.drop(key);
      return parts;
    } catch {
      return null;
    }
  }

  /** Keeps the parts where files outlive the session and there is room without anything else's going. Never throws. */
  async write(key: CacheKey, parts: readonly Uint8Array[]): Promise<void> {
    const bytes = parts.reduce((sum, { length }) => sum + length, 0);
    if (bytes > this.#limits.entry || this.#files.storage === "memory") return;
    try {
      await this.#removeOldest(this.#limits.total - bytes);
      let page = indexPage;
      for (const part of parts)
        for (let at = 0; at < part.length; at += this.#limits.page)
          await this.#writePage(key, ++page, part.subarray(at, at + this.#limits.page));
      const lengths = JSON.stringify(parts.map(({ length }) => length));
      await this.#writePage(key, indexPage, new TextEncoder().encode(lengths)); // last: then all is there
    } catch {
      const pageOfKey = (name: string) => name.startsWith(startOf(key)) && !isVolume(name);
      await this.#removeAll(pageOfKey); // its volumes may be in use
    }
  }

  /**
   * Removes all under the key, and what is oldest, for volumes of so many bytes.
   * @returns whether they have room, and half of what the browser grants is left to others. Never throws
   */
  async clearFor(key: CacheKey, bytes: number): Promise<boolean> {
    if (this.#files.storage === "memory") return false;
    try {
      await this.drop(key);
      if (bytes > this.#limits.total) return false;
      await this.#removeOldest(this.#limits.total - bytes);
      return 2 * bytes <= (await this.#free());
    } catch {
      return false;
    }
  }

  /** A file of its own beside the parts, which proves nothing by itself. @returns null where it could not be kept. Never throws */
  async writeVolume(key: CacheKey, volume: number, bytes: Uint8Array): Promise<Blob | null> {
    try {
      await this.#files.write(volumeName(key, volume), bytes);
    } catch {
      return null;
    }
    return this.volume(key, volume);
  }

  /** To read from; null where it is missing. Never throws. */
  async volume(key: CacheKey, volume: number): Promise<Blob | null> {
    return this.#files.read(volumeName(key, volume)).catch(() => null);
  }

  /** Removes all that is under the key. Never throws. */
  async drop(key: CacheKey): Promise<void> {
    await this.#removeAll((name) => name.startsWith(startOf(key)));
  }

  /** Removes what is of other data sets. @returns bytes freed. Never throws */
  keepOnly(isWanted: (set: string) => boolean): Promise<number> {
    return this.#removeAll((name) => !isWanted(setOf(name)));
  }

  /** Removes all. @returns bytes freed. Never throws */
  clear(): Promise<number> {
    return this.#removeAll(() => true);
  }

  /** @throws StorageFailed */
  async sizeBytes(): Promise<number> {
    return (await this.#files.list()).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  async #parts(key: CacheKey, lengths: readonly number[]): Promise<Bytes[] | null> {
    let page = indexPage;
    const parts: Bytes[] = [];
    for (const length of lengths) {
      const part = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const payload = await this.#page(key, ++page);
        if (!payload || payload.length === 0 || at + payload.length > length) return null;
        part.set(payload, at);
        at += payload.length;
      }
      parts.push(part);
    }
    return parts;
  }

  async #page(key: CacheKey, page: number): Promise<Bytes | null> {
    const file = await this.#files.read(`${startOf(key)}${page}`);
    const slot = file && decodeSlot(new Uint8Array(await file.arrayBuffer()));
    return slot?.sequence === page ? slot.payload : null;
  }

  #writePage(key: CacheKey, page: number, payload: Uint8Array): Promise<void> {
    return this.#files.write(`${startOf(key)}${page}`, encodeSlot(page, payload));
  }

  /** Whole entries, until no more than so many bytes are left. */
  async #removeOldest(most: number): Promise<void> {
    const entries = new Map<string, StoredFile[]>();
    for (const file of await this.#files.list()) {
      const entry = file.name.slice(0, file.name.lastIndexOf("."));
      entries.set(entry, [...(entries.get(entry) ?? []), file]);
    }
    const age = (files: readonly StoredFile[]) => Math.max(...files.map((file) => file.modifiedAt));
    const oldestFirst = [...entries.values()].sort((a, b) => age(a) - age(b));
    let left = bytesOf(oldestFirst.flat());
    for (const files of oldestFirst) {
      if (left <= most) break;
      for (const { name } of files) await this.#files.remove(name);
      left -= bytesOf(files);
    }
  }

  async #removeAll(isMeant: (name: string) => boolean): Promise<number> {
    let freed = 0;
    const files = await this.#files.list().catch(() => []);
    for (const { name, sizeBytes } of files.filter(({ name }) => isMeant(name))) {
      const isGone = await this.#files.remove(name).then(
        () => true,
        () => false,
      );
      if (isGone) freed += sizeBytes;
    }
    return freed;
  }
}

const indexPage = 0;

const startOf = ({ set, what }: CacheKey): string => `${set}.${what}.`;

const volumeName = (key: CacheKey, volume: number): string => `${startOf(key)}v${volume}`;

const isVolume = (name: string): boolean => /\.v\d+$/.test(name);

/** As far as the browser tells. */
async function freeHere(): Promise<number> {
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } =
    (await globalThis.navigator?.storage?.estimate?.()) ?? {};
  return quota - usage;
}

/** "" for a file that is none of ours. */
function setOf(name: string): string {
  const set = name.split(".")[0] ?? "";
  return isSha256(set) ? set : "";
}

const bytesOf = (files: readonly StoredFile[]): number =>
  files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
