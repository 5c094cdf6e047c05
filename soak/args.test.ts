/** The command line of soaks. */
import { expect, it } from "vitest";
import { parseSoakArgs } from "./args.ts";

const known = ["kill", "fuzz"];

it("takes names, a count, a seed and a file", () => {
  const args = ["kill", "fuzz", "--count", "5", "--seed", "0", "--json", "out.json"];
  expect(parseSoakArgs(args, known)).toEqual({
    names: ["kill", "fuzz"],
    count: 5,
    seed: 0,
    json: "out.json",
  });
});

it("leaves the count to the case and seeds with 1", () => {
  expect(parseSoakArgs(["kill"], known)).toEqual({ names: ["kill"], seed: 1 });
});

it.each([
  [[], "Which one"],
  [["sleep"], 'no "sleep"'],
  [["kill", "--count", "0"], "--count"],
  [["kill", "--seed", "x"], "--seed"],
  [["kill", "--speed", "9"], "--speed"],
])("says what is wrong with %j", (argv, words) => {
  expect(() => parseSoakArgs(argv, known)).toThrow(words);
});
