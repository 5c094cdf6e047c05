import { expect, it } from "vitest";
import { LastUsed } from "./lastUsed.ts";

it("gives up what was unused for longest, not what came first", () => {
  const map = new LastUsed<string, number>(2);
  map.set("a", 1);
  map.set("b", 2);
  expect(map.get("a")).toBe(1);
  map.set("c", 3);
  expect([map.get("a"), map.get("b"), map.get("c")]).toEqual([1, undefined, 3]);
  map.delete("a");
  expect(map.get("a")).toBeUndefined();
});
