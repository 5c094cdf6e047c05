import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFrameDue, mostFrames, upToStep, withFrame } from "./frames.ts";

interface Frame {
  readonly step: number;
}

/** The film of a run whose pictures were offered at `steps`. */
function filmed(steps: Iterable<number>): { frames: readonly Frame[]; taken: number } {
  let frames: readonly Frame[] = [];
  let taken = 0;
  for (const step of steps) {
    if (!isFrameDue(frames, step)) continue;
    frames = withFrame(frames, { step });
    taken++;
  }
  return { frames, taken };
}

const upTo = (count: number, by: number) => Array.from({ length: count }, (_, at) => at * by);

describe("the frames of a film", () => {
  it("are all kept as long as there is room", () => {
    const steps = upTo(mostFrames / 2, 7);
    expect(filmed(steps).frames.map(({ step }) => step)).toEqual(steps);
  });

  it.each([1, 10, 400])(
    "spread over a long run, %d steps a second, ever closer to its start",
    (by) => {
      const { frames, taken } = filmed(upTo(20_000, by));
      const places = frames.map(({ step }) => Math.sqrt(step));
      const gaps = places.slice(1).map((place, at) => place - (places[at] as number));
      const mean = (places.at(-1) as number) / (frames.length - 1);
      expect(frames[0]?.step).toBe(0);
      expect(frames.length).toBe(mostFrames);
      expect(Math.max(...gaps)).toBeLessThan(3 * mean);
      expect(taken).toBeLessThan(6 * mostFrames); // of 20,000 offered: the rest costs nothing
    },
  );

  it("are few, growing and begin with the first, whatever is offered", () => {
    const offered = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(offered, (steps) => {
        let frames: readonly Frame[] = [];
        for (const step of steps) {
          frames = withFrame(frames, { step });
          expect(frames.at(-1)?.step).toBe(step);
          expect(frames.length).toBeLessThanOrEqual(mostFrames);
          expect(
            frames.every((frame, at) => at === 0 || frame.step > (frames[at - 1]?.step ?? 0)),
          ).toBe(true);
        }
      }),
    );
  });

  it("keep step 0 when single steps are added one by one", () => {
    let frames: readonly Frame[] = [];
    for (let step = 0; step < 500; step++) frames = withFrame(frames, { step });
    expect(frames[0]?.step).toBe(0);
    expect(frames.at(-1)?.step).toBe(499);
  });

  it("that are later than a run went back to are given up", () => {
    const frames = upTo(10, 10).map((step) => ({ step }));
    expect(upToStep(frames, 35).at(-1)?.step).toBe(30);
    expect(withFrame(frames, { step: 50 }).map(({ step }) => step)).toEqual([
      0, 10, 20, 30, 40, 50,
    ]);
  });
});
