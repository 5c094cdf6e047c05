import { describe, expect, it } from "vitest";
import { onlyClass } from "./classMix.ts";
import {
  type Latent,
  latentOfSeed,
  moved,
  originOf,
  redone,
  remember,
  undone,
  variationOf,
} from "./latents.ts";

const start: Latent = {
  z: Float32Array.of(0, 0),
  seed: 1,
  mix: null,
  past: [],
  future: [],
  isMoving: false,
};

/** Of two sliders, one moves to a value. */
const movedTo = (latent: Latent, index: number, value: number): Latent =>
  moved(latent, { z: latent.z.with(index, value), seed: null });

describe("undoing", () => {
  it("takes a whole drag back at once", () => {
    const dragged = movedTo(movedTo(movedTo(start, 0, 1), 0, 2), 0, 3);
    expect([...dragged.z]).toEqual([3, 0]);
    expect(dragged.seed).toBeNull();
    expect(undone(dragged)).toMatchObject({ z: start.z, seed: 1, past: [] });
  });

  it("takes two drags back one after the other", () => {
    const first = { ...movedTo(start, 0, 1), isMoving: false };
    const second = movedTo(first, 1, 2);
    expect([...undone(second).z]).toEqual([1, 0]);
    expect([...undone(undone(second)).z]).toEqual([0, 0]);
  });

  it("brings a seed back, and does nothing at the beginning", () => {
    const drawn = remember(start, { z: latentOfSeed(7, 2), seed: 7 });
    expect(undone(drawn).seed).toBe(1);
    expect(undone(start)).toBe(start);
  });

  it("is itself undone by redoing, until something else is done", () => {
    const drawn = remember(start, { z: latentOfSeed(7, 2), seed: 7 });
    const again = redone(undone(drawn));
    expect(again).toEqual(drawn);
    expect(redone(again)).toBe(again);
    const other = remember(undone(drawn), { z: latentOfSeed(8, 2), seed: 8 });
    expect(redone(other)).toBe(other);
  });

  it("brings the classes back with the picture", () => {
    const told: Latent = { ...start, mix: onlyClass(2, 0) };
    const mixed = { ...moved(told, { mix: Float32Array.of(1, 0.5) }), isMoving: false };
    const drawn = remember(mixed, { z: latentOfSeed(7, 2), seed: 7 });
    expect(mixed).toMatchObject({ z: start.z, seed: 1 });
    expect(drawn.mix).toEqual(mixed.mix);
    expect(undone(drawn)).toMatchObject({ z: start.z, seed: 1, mix: mixed.mix });
    expect(undone(undone(drawn)).mix).toEqual(told.mix);
  });
});

describe("originOf", () => {
  it("is z of zeros, and the first class alone where there are classes", () => {
    const there = { ...start, z: Float32Array.of(1, 2), mix: Float32Array.of(0.2, 1) };
    expect(originOf(there)).toEqual({ z: Float32Array.of(0, 0), seed: null, mix: onlyClass(2, 0) });
    expect(originOf(start).mix).toBeNull();
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
