import { expect, it } from "vitest";
import { lookEveryMs, Stall } from "./stall.ts";

function watching() {
  const clock = { now: 0 };
  const stall = new Stall();
  const lookFor = (seconds: number, stepMs: number) => {
    let isStill = false;
    for (const end = clock.now + seconds * 1000; clock.now < end; ) {
      clock.now += lookEveryMs;
      isStill = stall.look(clock.now, stepMs);
    }
    return isStill;
  };
  return { clock, stall, lookFor };
}

it("tells of a run that stands still for minutes, until there is news of it", () => {
  const { stall, lookFor } = watching();
  expect(lookFor(180, 10)).toBe(false);
  expect(lookFor(20, 10)).toBe(true);
  stall.moved();
  expect(lookFor(170, 10)).toBe(false);
});

it("waits for many steps where steps are long", () => {
  const { lookFor } = watching();
  expect(lookFor(590, 20_000)).toBe(false);
  expect(lookFor(30, 20_000)).toBe(true);
});

it("counts no time in which the page was asleep", () => {
  const { clock, lookFor } = watching();
  lookFor(170, 10);
  clock.now += 3_600_000;
  expect(lookFor(170, 10)).toBe(false);
});
