import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { type AugmentStrengths, drawVariation, strengthsOf, unvaried } from "./augment.ts";

const size = 16;
const off: AugmentStrengths = { roll: 0, flip: 0, turn: 0, brightness: 0, contrast: 0, grey: 0 };

/** What `draws` variations of one generator look like. */
function drawn(strengths: Partial<AugmentStrengths>, draws: number, seed: number) {
  const rng = new Rng(seed);
  return Array.from({ length: draws }, () => drawVariation({ ...off, ...strengths }, size, rng));
}

describe("drawVariation", () => {
  it("leaves a patch as it is when nothing is on", () => {
    expect(drawn({}, 1, 1)).toEqual([unvaried]);
  });

  it("draws all eight symmetries of the square", () => {
    const seen = new Set(drawn({ flip: 0.5, turn: 0.75 }, 400, 2).map((v) => JSON.stringify(v)));
    expect(seen.size).toBe(8);
  });

  it("rolls at most by its share of the side", () => {
    const shifts = drawn({ roll: 0.25 }, 300, 4).map(({ y0 }) => y0);
    expect(Math.min(...shifts)).toBe(-4);
    expect(Math.max(...shifts)).toBe(4);
  });

  it("keeps colours within their strengths", () => {
    for (const { grey, contrast, brightness } of drawn(
      { grey: 0.5, contrast: 0.3, brightness: 0.2 },
      300,
      6,
    )) {
      expect([0, 1]).toContain(grey);
      expect(Math.abs(contrast - 1)).toBeLessThanOrEqual(0.3);
      expect(Math.abs(brightness)).toBeLessThanOrEqual(0.2);
    }
    const greys = drawn({ grey: 0.5 }, 300, 7).filter(({ grey }) => grey === 1);
    expect(greys.length).toBeGreaterThan(100);
    expect(greys.length).toBeLessThan(200);
  });

  it("gives the same for the same seed", () => {
    const all = { roll: 0.5, flip: 0.5, turn: 0.5, brightness: 0.2, contrast: 0.2, grey: 0.5 };
    expect(drawn(all, 20, 8)).toEqual(drawn(all, 20, 8));
  });
});

it("takes strengths from hyperparameters; one that a model lacks is off", () => {
  expect(strengthsOf({ roll: 0.5, flip: 0.25, steps: 10 })).toEqual({
    ...off,
    roll: 0.5,
    flip: 0.25,
  });
});
