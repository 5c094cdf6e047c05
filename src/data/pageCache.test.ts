import { describe, expect, it } from "vitest";
import { StorageFull } from "./errors.ts";
import { type FileStore, memoryFileStore } from "./fileStore.ts";
import { PageCache } from "./pageCache.ts";

const set = (letter: string) => letter.repeat(64);
const key = { set: set("a"), what: "cut" };
const parts = [Uint8Array.of(1, 2, 3, 4, 5), new Uint8Array(), Uint8Array.of(6, 7)];
const limits = { page: 2, entry: 100, total: 300 };

function opened(changes: Partial<FileStore> = {}) {
  const clock = { now: 0 };
  const files: FileStore = {
    ...memoryFileStore(() => clock.now++),
    storage: "kept",
    ...changes,
  };
  return { files, cache: new PageCache(files, limits) };
}

describe("pages", () => {
  it("come back as they were written, also in a later session", async () => {
    const { files, cache } = opened();
    await cache.write(key, parts);
    expect(await new PageCache(files, limits).read(key)).toEqual(parts);
    expect(await cache.read({ ...key, what: "other" })).toBeNull();
  });

  it.each([
    ["gone", 2, async (files: FileStore, name: string) => files.remove(name)],
    [
      "damaged",
      1,
      async (files: FileStore, name: string) => {
        const bytes = new Uint8Array(await ((await files.read(name)) as Blob).arrayBuffer());
        bytes[bytes.length - 1] = 99;
        await files.write(name, bytes);
      },
    ],
    [
      "another's",
      2,
      async (files: FileStore, name: string) => {
        const other = (await files.read(name.replace(/2$/, "1"))) as Blob;
        await files.write(name, new Uint8Array(await other.arrayBuffer()));
      },
    ],
  ])("of which one is %s are as good as not there, and go", async (_, page, spoil) => {
    const { files, cache } = opened();
    await cache.write(key, parts);
    await spoil(files, `${key.set}.cut.${page}`);
    expect(await cache.read(key)).toBeNull();
    expect(await files.names()).toEqual([]);
  });

  it("are not there where their writing was cut off", async () => {
    let left = 3;
    const plain = memoryFileStore();
    const write: FileStore["write"] = async (...file) => {
      if (left-- === 0) throw new StorageFull("full");
      return plain.write(...file);
    };
    const { files, cache } = opened({ ...plain, storage: "kept", write });
    await cache.write(key, parts);
    expect(await files.names()).toEqual([]);
    expect(await cache.read(key)).toBeNull();
  });

  it("are not kept where they would not outlive the session, or are too many", async () => {
    const inMemory = opened({ storage: "memory" });
    await inMemory.cache.write(key, parts);
    const { files, cache } = opened();
    await cache.write(key, [new Uint8Array(limits.entry + 1)]);
    expect(await inMemory.files.names()).toEqual([]);
    expect(await files.names()).toEqual([]);
  });

  it("go oldest first for what is new", async () => {
    const { cache } = opened();
    const large = [new Uint8Array(20)]; // 10 pages, each with a header
    const keys = ["a", "b"].map((letter) => ({ set: set(letter), what: "cut" }));
    for (const one of keys) await cache.write(one, large);
    const found = await Promise.all(keys.map((one) => cache.read(one)));
    expect(found).toEqual([null, large]);
  });

  it("go with their data set, or all at once", async () => {
    const { files, cache } = opened();
    const other = { set: set("b"), what: "cut" };
    for (const one of [key, other]) await cache.write(one, parts);
    const before = await cache.sizeBytes();
    expect(await cache.keepOnly((address) => address === other.set)).toBe(before / 2);
    expect(await cache.read(key)).toBeNull();
    expect(await cache.read(other)).toEqual(parts);
    expect(await cache.clear()).toBe(before / 2);
    expect(await files.names()).toEqual([]);
  });
});

describe("volumes", () => {
  it("lie beside the parts and go with them", async () => {
    const { files, cache } = opened();
    expect(await cache.clearFor(key, 30)).toBe(true);
    expect(await (await cache.writeVolume(key, 0, Uint8Array.of(1, 2, 3)))?.bytes()).toEqual(
      Uint8Array.of(1, 2, 3),
    );
    await cache.write(key, parts);
    expect((await cache.volume(key, 0))?.size).toBe(3);
    expect(await cache.volume(key, 1)).toBeNull();
    expect(await cache.read(key)).toEqual(parts);
    await cache.drop(key);
    expect(await files.names()).toEqual([]);
  });

  it("stay where the parts beside them could not be written: somebody may read them", async () => {
    const plain = memoryFileStore();
    const write: FileStore["write"] = async (name, bytes) => {
      if (name.endsWith(".2")) throw new StorageFull("full");
      return plain.write(name, bytes);
    };
    const { files, cache } = opened({ ...plain, storage: "kept", write });
    await cache.writeVolume(key, 0, Uint8Array.of(1));
    await cache.write(key, parts);
    expect(await files.names()).toEqual([`${key.set}.cut.v0`]);
  });

  it("have room where older ones go for them, and as much again is left", async () => {
    const { files } = opened();
    const cacheWith = (free: number) => new PageCache(files, limits, async () => free);
    const other = { set: set("b"), what: "cut" };
    for (const one of [key, other]) await cacheWith(1000).writeVolume(one, 0, new Uint8Array(100));
    expect(await cacheWith(1000).clearFor(key, 301)).toBe(false);
    expect(await files.names()).toEqual([`${other.set}.cut.v0`]);
    expect(await cacheWith(399).clearFor(key, 200)).toBe(false);
    expect(await cacheWith(400).clearFor(key, 200)).toBe(true);
    expect(await files.names()).toEqual([`${other.set}.cut.v0`]);
    expect(await cacheWith(1000).clearFor(key, 201)).toBe(true);
    expect(await files.names()).toEqual([]);
    const inMemory = new PageCache(memoryFileStore(), limits, async () => 1000);
    expect(await inMemory.clearFor(key, 1)).toBe(false);
  });
});
