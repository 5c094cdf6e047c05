import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSlot, encodeSlot } from "./checkpointSlot.ts";
import { createCheckpointStore } from "./checkpointStore.ts";
import { Conflict, StorageFailed, StorageFull } from "./errors.ts";
import { memoryFileStore } from "./fileStore.ts";
import { failingAt } from "./testing/faultyFiles.ts";

const bytes = (n: number) => new Uint8Array(50).fill(n);

it("computes CRC-32 as the standard's check value says", () => {});

describe("a slot", () => {
  it("is taken only when every byte is as written", () => {
    const slot = encodeSlot(7, bytes(3));
    expect(decodeSlot(slot)).toEqual({ sequence: 7, payload: bytes(3) });
    fc.assert(
      fc.property(fc.nat(slot.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const broken = slot.slice();
        broken[at] = (broken[at] as number) ^ flip;
        expect(decodeSlot(broken)).toBeNull();
      }),
    );
    for (let length = 0; length < slot.length; length++) {
      expect(decodeSlot(slot.slice(0, length))).toBeNull();
    }
  });
});

describe("checkpoint store", () => {
  it("goes on from what another worker wrote, once it is told to look", async () => {
    const files = memoryFileStore();
    const [a, b] = [createCheckpointStore(files), createCheckpointStore(files)];
    await a.write("r", bytes(1));
    await b.write("r", bytes(2));
    await b.write("r", bytes(3));
    a.forget("r");
    await a.write("r", bytes(4)); // not over the newest, and with a later number
    expect(await createCheckpointStore(files).read("r")).toEqual(bytes(4));
  });

  it.each([1, 2, 3])(
    "refuses a late write of who lost the run, after %i of who has it",
    async (more) => {
      const files = memoryFileStore();
      const [late, owner] = [createCheckpointStore(files), createCheckpointStore(files)];
      for (const n of [1, 2]) await late.write("r", bytes(n));
      for (let n = 3; n < 3 + more; n++) await owner.write("r", bytes(n));
      await expect(late.write("r", bytes(9), async () => true)).rejects.toThrow(Conflict);
      expect(await createCheckpointStore(files).read("r")).toEqual(bytes(2 + more));
      await owner.write("r", bytes(8));
      expect(await createCheckpointStore(files).read("r")).toEqual(bytes(8));
    },
  );

  it("writes the owner's state behind a late one of who lost the run", async () => {
    const files = memoryFileStore();
    const [late, owner] = [createCheckpointStore(files), createCheckpointStore(files)];
    await late.write("r", bytes(1));
    await owner.read("r");
    await late.write("r", bytes(2));
    await owner.write("r", bytes(3), async () => false);
    expect(await createCheckpointStore(files).read("r")).toEqual(bytes(3));
    expect(await late.read("r")).toEqual(bytes(3));
  });

  it("goes on behind a write that another worker never finished", async () => {
    const files = memoryFileStore();
    const store = createCheckpointStore(files);
    await store.write("r", bytes(1));
    const killed = createCheckpointStore(failingAt(0, new StorageFull("full"), files));
    await expect(killed.write("r", bytes(2))).rejects.toThrow(StorageFull);
    await createCheckpointStore(files).write("r", bytes(3));
    expect(await createCheckpointStore(files).read("r")).toEqual(bytes(3));
  });

  it("gives the newest, also after a restart", async () => {
    const files = memoryFileStore();
    const store = createCheckpointStore(files);
    for (const n of [1, 2, 3]) await store.write("run/1", bytes(n));
    expect(await store.read("run/1")).toEqual(bytes(3));
    const later = createCheckpointStore(files);
    expect(await later.read("run/1")).toEqual(bytes(3));
    await later.write("run/1", bytes(4));
    expect(await createCheckpointStore(files).read("run/1")).toEqual(bytes(4));
  });

  it("keeps runs apart and removes one", async () => {
    const store = createCheckpointStore(memoryFileStore());
    await Promise.all([store.write("a", bytes(1)), store.write("b", bytes(2))]);
    await store.remove("a");
    expect(await store.read("a")).toBeNull();
    expect(await store.read("b")).toEqual(bytes(2));
    expect(await store.sizeBytes()).toBe(74);
    expect(await store.runIds()).toEqual(new Set(["b"]));
  });

  it("falls back to the older slot when the newer is damaged, to nothing when both are", async () => {
    const files = memoryFileStore();
    const store = createCheckpointStore(files);
    await store.write("r", bytes(1));
    await store.write("r", bytes(2));
    const newer = (await files.list()).map(({ name }) => name)[1] as string;
    await files.write(newer, bytes(9));
    expect(await createCheckpointStore(files).read("r")).toEqual(bytes(1));
    for (const { name } of await files.list()) await files.write(name, bytes(9));
    expect(await createCheckpointStore(files).read("r")).toBeNull();
  });

  it.each([0, 1, 2, 3, 4])("loses nothing that was confirmed when write %i fails", async (call) => {
    const files = memoryFileStore();
    const store = createCheckpointStore(failingAt(call, new StorageFull("full"), files));
    let confirmed: number | null = null;
    for (let n = 1; n <= 6; n++) {
      await store.write("r", bytes(n)).then(
        () => {
          confirmed = n;
        },
        (error: unknown) => expect(error).toBeInstanceOf(StorageFull),
      );
      const read = await createCheckpointStore(files).read("r");
      expect(read).toEqual(confirmed === null ? null : bytes(confirmed));
    }
  });

  it("does not confirm what does not read back", async () => {
    const files = memoryFileStore();
    const forgetful = { ...files, write: (name: string) => files.write(name, bytes(0)) };
    await expect(createCheckpointStore(forgetful).write("r", bytes(1))).rejects.toThrow(
      StorageFailed,
    );
  });
});
