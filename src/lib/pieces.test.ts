import { describe, expect, it } from "vitest";
import { finish, finishUnless, type Pieces } from "./pieces.ts";

async function* counting(done: number[], pieces: number): Pieces<string> {
  for (let piece = 0; piece < pieces; piece++) {
    done.push(piece);
    yield;
  }
  return "whole";
}

describe("work in pieces", () => {
  it("is done to its end", async () => {
    const done: number[] = [];
    expect(await finish(counting(done, 3))).toBe("whole");
    expect(done).toEqual([0, 1, 2]);
  });

  it("lets others in between two pieces", async () => {
    const done: number[] = [];
    let seen = -1;
    const other = new Promise<void>((resolve) => {
      setImmediate(() => {
        seen = done.length;
        resolve();
      });
    });
    await finish(counting(done, 50));
    await other;
    expect(seen).toBeLessThan(50);
  });

  it("gives null and goes no further once it is called off", async () => {
    const done: number[] = [];
    expect(await finishUnless(counting(done, 9), () => done.length === 2)).toBeNull();
    expect(done).toEqual([0, 1]);
  });
});
