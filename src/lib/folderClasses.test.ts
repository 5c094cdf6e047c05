import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classNameKey } from "./className.ts";
import { folderClasses } from "./folderClasses.ts";

const namesOf = (folders: readonly string[]) => [...folderClasses(folders).values()];

describe("folderClasses", () => {
  it.each([
    ["plain folders", ["oak", "slate"], ["oak", "slate"]],
    ["folders in one that was dropped", ["set/oak", "set/slate", "set"], ["oak", "slate", "set"]],
    ["loose files", ["", "oak"], ["", "oak"]],
    [
      "parts of several materials",
      ["wood/good", "wood/bad", "metal/good", "metal/bad"],
      ["wood / good", "wood / bad", "metal / good", "metal / bad"],
    ],
    [
      "masks beside photos",
      ["b/train/good", "b/test/crack", "b/ground_truth/crack"],
      ["good", "test / crack", "ground_truth / crack"],
    ],
    ["one name for all", ["oak/images", "slate/images", "sand/images"], ["oak", "slate", "sand"]],
    [
      "one name for all, deep within",
      ["set/oak/raw/images", "set/slate/raw/images"],
      ["oak", "slate"],
    ],
    ["different depths", ["set/good", "set/metal/good", "set/x"], ["good", "metal / good", "x"]],
    ["different depths of one name", ["images", "oak/images"], ["images", "oak"]],
    ["two spellings", ["Rust", "rust", "RUST"], ["Rust", "Rust", "Rust"]],
    ["two Unicode forms", ["caf\u00e9", "cafe\u0301"], ["caf\u00e9", "caf\u00e9"]],
    ["spelt otherwise above", ["Wood/good", "wood/good"], ["good", "good"]],
    ["names that cannot be seen", ["\u200b", "a/ \u202e", "b"], ["", "a", "b"]],
    ["a name that looks like two", ["a / b", "a/x", "b/x"], ["b", "a / x", "b / x"]],
  ])("%s", (_, folders, names) => {
    expect(namesOf(folders)).toEqual(names);
  });

  it("tells names apart that are cut to the same", () => {
    const cut = folderClasses(["long1", "long2"], (name) => name.slice(0, 4));
    expect([...cut.values()]).toEqual(["long", "long (2)"]);
  });

  it("gives one class to two folders only where they differ in nothing but spelling", () => {
    const part = fc.constantFrom("a", "A", "b", "good", "a / b", "\u200b", "images");
    const path = fc.array(part, { maxLength: 4 }).map((parts) => parts.join("/"));
    const keyOf = (folder: string) => folder.split("/").map(classNameKey).filter(Boolean).join("/");
    fc.assert(
      fc.property(fc.array(path, { maxLength: 6 }), (folders) => {
        const names = folderClasses(folders);
        for (const [one, name] of names) {
          for (const [other, otherName] of names) {
            const isSame = classNameKey(name) === classNameKey(otherName);
            expect(isSame).toBe(keyOf(one) === keyOf(other));
          }
        }
      }),
    );
  });
});
