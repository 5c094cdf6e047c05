import { expect, it } from "vitest";
import { uniqueName } from "./uniqueName.ts";

it.each([
  ["AE", [], "AE"],
  ["AE", ["AE 2"], "AE"],
  ["AE", ["AE"], "AE 2"],
  ["AE", ["AE", "AE 2", "AE 4"], "AE 3"],
])("%s beside %j is %s", (name, taken, unique) => {
  expect(uniqueName(name, taken)).toBe(unique);
});
