import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { inOwnFrame } from "./frameQueue.ts";

const frames: (() => void)[] = [];
const nextFrame = () => frames.shift()?.();

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (act: () => void) => frames.push(act));
});
afterEach(() => {
  while (frames.length > 0) nextFrame();
  vi.unstubAllGlobals();
});

it("does one piece a frame, in order, and asks for no frame when nothing waits", () => {
  const done: string[] = [];
  inOwnFrame(() => done.push("a"));
  inOwnFrame(() => done.push("b"));
  expect(done).toEqual([]);
  nextFrame();
  expect(done).toEqual(["a"]);
  nextFrame();
  expect(done).toEqual(["a", "b"]);
  expect(frames).toHaveLength(0);
});

it("leaves out what was taken back, and goes on after a piece that failed", () => {
  const done: string[] = [];
  const takeBack = inOwnFrame(() => done.push("gone"));
  inOwnFrame(() => {
    throw new Error("no canvas");
  });
  inOwnFrame(() => done.push("kept"));
  takeBack();
  expect(nextFrame).toThrow("no canvas");
  nextFrame();
  expect(done).toEqual(["kept"]);
});
