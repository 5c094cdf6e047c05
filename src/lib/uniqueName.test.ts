import { expect, it } from "vitest";
import { numberedName, uniqueName } from "./uniqueName.ts";

it.each([
  ["AE", [], "AE"],
  ["AE", ["AE 2"], "AE"],
  ["AE", ["AE"], "AE 2"],
  ["AE", ["AE", "AE 2", "AE 4"], "AE 3"],
])("%s beside %j is %s", (name, taken, unique) => {
  expect(uniqueName(name, taken)).toBe(unique);
});

it("goes on with the number that a name has", () => {
  const named = (number: number) => `AE ${number}`;
  expect(numberedName(named, 1, ["VAE 1"])).toBe("AE 1");
  expect(numberedName(named, 1, ["AE 1", "AE 2", "AE 4"])).toBe("AE 3");
  expect(numberedName(named, 3, ["AE 1", "AE 3"])).toBe("AE 4");
});
