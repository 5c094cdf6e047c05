import { expect, it } from "vitest";
import { percentile } from "./latency.ts";

it("takes percentiles by nearest rank", () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([50, 95, 100]);
  expect(percentile([7], 0.95)).toBe(7);
});
