import { describe, expect, it, vi } from "vitest";
import type { FilmFrame } from "../protocol/film.ts";
import { StorageFull } from "./errors.ts";
import { memoryFileStore } from "./fileStore.ts";
import { createFilmStore } from "./filmStore.ts";
import { failingAt } from "./testing/faultyFiles.ts";

const frame = (step: number, byte = step): FilmFrame => ({
  step,
  picture: new Blob([new Uint8Array(20).fill(byte)]),
  columns: 8,
  rows: 4,
});

const stepsOf = (frames: readonly FilmFrame[]) => frames.map(({ step }) => step);
const firstByte = async ({ picture }: FilmFrame) => new Uint8Array(await picture.arrayBuffer())[0];

describe("film store", () => {
  it("gives a film back in order, also after a restart", async () => {
    const files = memoryFileStore();
    await createFilmStore(files).write("run/1.5", [frame(0), frame(9), frame(100)]);
    const later = createFilmStore(files);
    const found = await later.read("run/1.5");
    expect(stepsOf(found)).toEqual([0, 9, 100]);
    expect(found[2]).toMatchObject({ columns: 8, rows: 4 });
    expect(await Promise.all(found.map(firstByte))).toEqual([0, 9, 100]);
    expect((await later.readLast("run/1.5", 99))?.step).toBe(9);
    expect(await later.readLast("run/1", 99)).toBeNull();
    expect(await later.sizeBytes()).toBe(3 * 44);
  });

  it("writes only what is new and removes what was dropped", async () => {
    const files = memoryFileStore();
    const store = createFilmStore(files);
    const [first, second, third] = [frame(0), frame(5), frame(9)];
    await store.write("a", [first, second]);
    await store.write("b", [frame(1)]);
    const write = vi.spyOn(files, "write");
    await store.write("a", [first, third]);
    expect(write).toHaveBeenCalledTimes(1);
    expect(stepsOf(await createFilmStore(files).read("a"))).toEqual([0, 9]);
    await store.write("a", []);
    expect((await files.list()).map(({ name }) => name)).toEqual(["b.1.8x4"]);
  });

  it("replaces a frame that was made anew at the same step", async () => {
    const files = memoryFileStore();
    await createFilmStore(files).write("a", [frame(0), frame(5, 1)]);
    const later = createFilmStore(files);
    const [first] = await later.read("a");
    await later.write("a", [first as FilmFrame, frame(5, 2)]);
    const [, second] = await createFilmStore(files).read("a");
    expect(await firstByte(second as FilmFrame)).toBe(2);
  });

  it("removes no frame that could not be read for once, unless the film was cut before it", async () => {
    const files = memoryFileStore();
    await createFilmStore(files).write("a", [frame(0), frame(5), frame(9), frame(20)]);
    const unreadable = new Blob();
    unreadable.arrayBuffer = () => Promise.reject(new DOMException("No", "NotReadableError"));
    const isHeld = (name: string) => /\.(9|20)\./.test(name);
    const read: typeof files.read = async (name) => (isHeld(name) ? unreadable : files.read(name));
    const store = createFilmStore({ ...files, read });
    const frames = await store.read("a");
    expect(stepsOf(frames)).toEqual([0, 5]);
    await store.write("a", [...frames, frame(12)], 10);
    expect(stepsOf(await createFilmStore(files).read("a"))).toEqual([0, 5, 9, 12]);
    await store.write("a", []);
    expect(await files.names()).toEqual([]);
  });

  it("leaves out a frame whose bytes do not prove, and writes it again", async () => {
    const files = memoryFileStore();
    const full = failingAt(1, new StorageFull("No"), files);
    const store = createFilmStore(full);
    const frames = [frame(0), frame(5), frame(9)];
    await expect(store.write("a", frames)).rejects.toMatchObject({ name: "StorageFull" });
    expect(stepsOf(await createFilmStore(files).read("a"))).toEqual([0]);
    expect((await createFilmStore(files).readLast("a", 9))?.step).toBe(0);
    await store.write("a", frames);
    expect(stepsOf(await createFilmStore(files).read("a"))).toEqual([0, 5, 9]);
  });
});
