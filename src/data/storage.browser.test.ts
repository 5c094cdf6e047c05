import { proxy, type Remote, wrap } from "comlink";
import { deleteDB, openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Documents } from "./documents.ts";
import { openRecordStore } from "./recordStore.ts";
import { samplePatterns, sampleTextures } from "./samples.ts";
import { documentsOver } from "./testing/documentsOver.ts";
import type { StorageWorkerApi } from "./testing/storageWorker.ts";

const workers: Worker[] = [];

const openDocuments = async () => documentsOver(await openRecordStore());

async function openStores(): Promise<{ worker: Worker; stores: Remote<StorageWorkerApi> }> {
  const worker = new Worker(new URL("./testing/storageWorker.ts", import.meta.url), {
    type: "module",
  });
  workers.push(worker);
  const stores = wrap<StorageWorkerApi>(worker);
  expect(await stores.open()).toEqual(["kept", "kept"]);
  return { worker, stores };
}

beforeEach(async () => {
  const root = await navigator.storage.getDirectory();
  for (const folder of ["photos", "checkpoints"]) {
    await root.removeEntry(folder, { recursive: true }).catch(() => undefined); // may not be there yet
  }
});

afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});

describe("photos in the private file system", () => {
  it("outlive the worker that put them", async () => {
    const { worker, stores } = await openStores();
    const hash = await stores.put(Uint8Array.of(1, 2, 3));
    expect(await stores.put(Uint8Array.of(1, 2, 3))).toBe(hash);
    worker.terminate();
    const later = (await openStores()).stores;
    expect(await later.get(hash)).toEqual(Uint8Array.of(1, 2, 3));
    expect(await later.photoBytes()).toBe(3);
  });

  it("take many files at once", async () => {
    const { stores } = await openStores();
    const files = Array.from({ length: 40 }, (_, i) => new Uint8Array(5000).fill(i));
    const hashes = await Promise.all(files.map((bytes) => stores.put(bytes)));
    expect(new Set(hashes).size).toBe(40);
    for (const [i, hash] of hashes.entries()) expect(await stores.get(hash)).toEqual(files[i]);
    expect(await stores.photoBytes()).toBe(40 * 5000);
  });
});

describe("checkpoints in the private file system", () => {
  it("are read back by the next worker, the newest", async () => {
    const { worker, stores } = await openStores();
    for (const n of [1, 2, 3]) await stores.write("run one", new Uint8Array(1000).fill(n));
    worker.terminate();
    const later = (await openStores()).stores;
    expect(await later.read("run one")).toEqual(new Uint8Array(1000).fill(3));
    await later.remove("run one");
    expect(await later.read("run one")).toBeNull();
  });

  it("survive the killing of a worker in the middle of writing", async () => {
    for (let round = 0; round < 8; round++) {
      const { worker, stores } = await openStores();
      let confirmed = 0;
      const written = proxy((n: number) => {
        confirmed = n;
      });
      void stores.writeForever(`run ${round}`, 2_000_000, written);
      await expect.poll(() => confirmed).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, 15 * round));
      worker.terminate();
      const before = confirmed;

      const found = await (await openStores()).stores.read(`run ${round}`);
      expect(found?.[0]).toBeGreaterThanOrEqual(before % 256);
      expect(found?.every((byte) => byte === found[0])).toBe(true);
    }
  });

  it("are not written over late by a worker that lost the run", async () => {
    const [late, owner] = [(await openStores()).stores, (await openStores()).stores];
    await late.write("taken", Uint8Array.of(1));
    for (const n of [2, 3]) await owner.write("taken", Uint8Array.of(n));
    await expect(late.writeLate("taken", Uint8Array.of(9))).rejects.toThrow("Another tab");
    expect(await (await openStores()).stores.read("taken")).toEqual(Uint8Array.of(3));
    await late.write("taken", Uint8Array.of(4)); // it is its own again
    expect(await (await openStores()).stores.read("taken")).toEqual(Uint8Array.of(4));
  });

  it("wait for a file that somebody else holds for a moment", async () => {
    const { stores } = await openStores();
    await stores.write("held", Uint8Array.of(1));
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("checkpoints");
    const hold = await (await folder.getFileHandle("held.b", { create: true })).createWritable();
    setTimeout(() => void hold.abort(), 400);
    await stores.write("held", Uint8Array.of(2));
    expect(await stores.read("held")).toEqual(Uint8Array.of(2));
  });
});

describe("a file that the browser does not write as it was asked to", () => {
  const before = Uint8Array.of(1);

  async function writing(answer: number | "half") {
    const { stores } = await openStores();
    await stores.write("run", before);
    await stores.answerWrites(answer);
    const outcome = await stores.write("run", Uint8Array.of(2, 3, 4)).then(
      () => "written",
      (error: Error) => error.name,
    );
    return { outcome, read: await stores.read("run") };
  }

  it("is written in parts", async () => {
    expect(await writing("half")).toEqual({ outcome: "written", read: Uint8Array.of(2, 3, 4) });
  });

  it.each([
    ["StorageFull", "nothing", 0],
    ["StorageFull", "Chromium's code for a full disk, as a length", 2 ** 32 - 8],
    ["StorageFailed", "another of its codes", 2 ** 32 - 5],
  ])("is told as %s where the browser gives %s", async (outcome, _, answer) => {
    expect(await writing(answer)).toEqual({ outcome, read: before });
  });
});

describe("a file system that is cleared while it is open", () => {
  it("is opened anew, and that is told once a folder", async () => {
    const { stores } = await openStores();
    const hash = await stores.put(Uint8Array.of(1, 2));
    await stores.write("run", Uint8Array.of(3));
    const root = await navigator.storage.getDirectory();
    for (const folder of ["photos", "checkpoints"]) {
      await root.removeEntry(folder, { recursive: true });
    }
    expect(await stores.get(hash)).toBeNull();
    await stores.write("run", Uint8Array.of(4));
    await stores.write("run", Uint8Array.of(5));
    expect(await stores.read("run")).toEqual(Uint8Array.of(5));
    expect(await stores.put(Uint8Array.of(1, 2))).toBe(hash);
    expect(await stores.get(hash)).toEqual(Uint8Array.of(1, 2));
    expect([...(await stores.lost())].sort()).toEqual(["checkpoints", "photos"]);
    expect(await (await openStores()).stores.read("run")).toEqual(Uint8Array.of(5));
  });
});

describe("documents in the database", () => {
  let documents: Documents;

  beforeEach(async () => {
    documents = await openDocuments();
    for (const { id, revision = 0 } of await documents.loadProjects()) {
      await documents.deleteProject(id, revision);
    }
  });

  it("are there for the next session, in the order of their first saving", async () => {
    expect(documents.storage).toBe("kept");
    await documents.saveProject(samplePatterns, null);
    await documents.saveProject(sampleTextures, null);
    await documents.saveProject({ ...samplePatterns, name: "Renamed" }, 1);
    const later = await openDocuments();
    expect((await later.loadProjects()).map(({ name }) => name)).toEqual([
      "Renamed",
      sampleTextures.name,
    ]);
  });

  it("take one of two saves at the same moment that mean the same revision", async () => {
    const other = await openDocuments(); // as in another tab: a connection of its own
    await documents.saveProject(sampleTextures, null);
    const names = ["One", "Two", "Three", "Four"];
    const saves = await Promise.allSettled(
      names.map((name, at) =>
        (at % 2 ? other : documents).saveProject({ ...sampleTextures, name }, 1),
      ),
    );
    const taken = names.filter((_, at) => saves[at]?.status === "fulfilled");
    expect(taken).toHaveLength(1);
    expect(await documents.loadProject(sampleTextures.id)).toMatchObject({
      name: taken[0],
      revision: 2,
    });
  });

  it("let another tab delete the database, and go on with a new one", async () => {
    await documents.saveProject(samplePatterns, null);
    await deleteDB("latent-loom");
    expect(await documents.loadProjects()).toEqual([]);
    await documents.saveProject(sampleTextures, null);
    expect(await documents.loadProjects()).toEqual([{ ...sampleTextures, revision: 1 }]);
  });

  it("tell that the database was deleted, also where nobody asks for anything", async () => {
    let losses = 0;
    const records = await openRecordStore(() => losses++);
    await records.put("values", "v", 1);
    await deleteDB("latent-loom");
    await expect.poll(() => losses).toBe(1);
    expect(await records.get("values", "v")).toBeUndefined();
    expect(losses).toBe(1);
  });

  it("live in memory when the database is of a newer version", async () => {
    await deleteDB("latent-loom");
    (await openDB("latent-loom", 99)).close();
    const session = await openDocuments();
    expect(session.storage).toBe("memory");
    await session.saveProject(samplePatterns, null);
    expect(await session.loadProjects()).toEqual([{ ...samplePatterns, revision: 1 }]);
    await deleteDB("latent-loom");
  });
});
