import { expect, it } from "vitest";
import { centreOf } from "./centreOf.ts";

it("is the middle, of an even and of an odd rest", () => {
  const numbered = [...Array(6 * 5).keys()].flatMap((at) => [at, at + 100, 7]);
  const image = { width: 6, height: 5, pixels: Uint8Array.from(numbered) };
  const { width, height, pixels: middle } = centreOf(image, 2, 2);
  expect([width, height]).toEqual([2, 2]);
  expect([...middle].filter((_, at) => at % 3 === 0)).toEqual([8, 9, 14, 15]);
  expect([...middle].filter((_, at) => at % 3 === 1)).toEqual([108, 109, 114, 115]);
});
