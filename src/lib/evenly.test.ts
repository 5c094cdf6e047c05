import { expect, it } from "vitest";
import { evenly } from "./evenly.ts";

it.each([
  [10, 5, [0, 2, 4, 6, 8]],
  [3, 5, [0, 1, 2]],
  [7, 3, [0, 2, 4]],
  [0, 4, []],
])("spreads over %i places %i choices", (total, count, chosen) => {
  expect(evenly(total, count)).toEqual(chosen);
});
