import { describe, expect, it } from "vitest";
import { type Latent, latentOfSeed, moved, remember, undone, variationOf } from "./latents.ts";

const start: Latent = { z: Float32Array.of(0, 0), seed: 1, past: [], isMoving: false };

describe("undoing", () => {
  it("takes a whole drag back at once", () => {
    const dragged = moved(moved(moved(start, 0, 1), 0, 2), 0, 3);
    expect([...dragged.z]).toEqual([3, 0]);
    expect(dragged.seed).toBeNull();
    expect(undone(dragged)).toMatchObject({ z: start.z, seed: 1, past: [] });
  });

  it("takes two drags back one after the other", () => {
    const first = { ...moved(start, 0, 1), isMoving: false };
    const second = moved(first, 1, 2);
    expect([...undone(second).z]).toEqual([1, 0]);
    expect([...undone(undone(second)).z]).toEqual([0, 0]);
  });

  it("brings a seed back, and does nothing at the beginning", () => {
    const drawn = remember(start, { z: latentOfSeed(7, 2), seed: 7 });
    expect(undone(drawn).seed).toBe(1);
    expect(undone(start)).toBe(start);
  });
});

describe("latentOfSeed", () => {
  it("gives the same vector for the same seed", () => {
    expect(latentOfSeed(5, 8)).toEqual(latentOfSeed(5, 8));
    expect(latentOfSeed(5, 8)).not.toEqual(latentOfSeed(6, 8));
  });
});

describe("variationOf", () => {
  it("differs by place and by round, and stays near", () => {
    const z = latentOfSeed(1, 32);
    const near = variationOf(z, 0, 0);
    expect(near).not.toEqual(variationOf(z, 0, 1));
    expect(near).not.toEqual(variationOf(z, 1, 0));
    const distance = Math.hypot(...near.map((value, index) => value - (z[index] ?? 0)));
    expect(distance).toBeLessThan(0.6 * Math.sqrt(32) * 2);
  });
});
