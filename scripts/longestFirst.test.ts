import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { longest, longestFirst } from "./longestFirst.ts";

it("names files that exist", () => {
  expect(longest.filter((name) => !existsSync(name))).toEqual([]);
});

it("puts those in front and leaves the others in their order", () => {
  const files = ["b", ...[...longest].reverse(), "a"].map((name) => ({
    moduleId: `/clone/${name}`,
  }));
  const order = longestFirst(files).map(({ moduleId }) => moduleId.slice("/clone/".length));
  expect(order).toEqual([...longest, "b", "a"]);
});
