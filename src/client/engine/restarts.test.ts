import { expect, it } from "vitest";
import { Restarts } from "./restarts.ts";

it("waits longer each time, and stops after three in a minute until it is asked", () => {
  const clock = { now: 0 };
  const restarts = new Restarts(() => clock.now);
  const next = () => restarts.next();
  expect([next(), next(), next(), next()]).toEqual([250, 1000, 4000, null]);
  restarts.forget();
  expect(next()).toBe(250);
  clock.now += 60_000;
  expect(next()).toBe(250);
});
