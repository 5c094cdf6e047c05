import { describe, expect, it } from "vitest";
import { foldsOf, holdOut } from "./holdOut.ts";

const classes = [["a1", "a2", "a3", "a4", "a5"], ["b1", "b2"], ["c1"]];

describe("holdOut", () => {
  it("keeps at least one photo of each class on both sides where it can", () => {
    const held = holdOut(classes, 0.2, 1);
    expect(held.filter((id) => id.startsWith("a"))).toHaveLength(1);
    expect(held.filter((id) => id.startsWith("b"))).toHaveLength(1);
    expect(held.filter((id) => id.startsWith("c"))).toHaveLength(0);
  });

  it("gives the same photos for the same seed", () => {
    expect(holdOut(classes, 0.4, 9)).toEqual(holdOut(classes, 0.4, 9));
  });
});

describe("foldsOf", () => {
  it("holds every photo out exactly once", () => {
    const folds = foldsOf(classes, 3, 2);
    expect(folds.flat().sort()).toEqual(classes.flat().sort());
  });
});
