import { describe, expect, it } from "vitest";
import { classesToldApart, classNameKey, cleanClassName, toldApart } from "./className.ts";

describe("cleanClassName", () => {
  it.each([
    "",
    "  ",
    "\u200b",
    "\u202e\u2066",
    "\u00ad\ufeff",
    "\u3164",
    "\u2800",
    "\n\t",
    "\u200d",
  ])("takes %j for no name", (name) => expect(cleanClassName(name)).toBe(""));

  it("keeps what shows", () => {
    expect(cleanClassName("  wet\n moss\u200b ")).toBe("wet moss");
    expect(cleanClassName("\u202eabc")).toBe("abc");
    expect(cleanClassName("👩\u200d🌾 می\u200cخواهم 苔藓")).toBe("👩\u200d🌾 می\u200cخواهم 苔藓");
  });
});

describe("classNameKey", () => {
  it.each([
    ["Rust", "rust"],
    ["caf\u00e9", "CAFE\u0301"],
    ["moss", " mo\u200bss "],
    ["☁\ufe0f", "☁"],
  ])("is one for %j and %j", (one, other) => expect(classNameKey(one)).toBe(classNameKey(other)));

  it.each([
    ["rust", "rusty"],
    ["Lawn", "Lawn 2"],
    ["resume", "r\u00e9sum\u00e9"],
  ])("tells %j from %j", (one, other) => expect(classNameKey(one)).not.toBe(classNameKey(other)));
});

it("numbers the names that are there already", () => {
  expect(toldApart(["Lawn", "lawn", "Lawn (2)", "sand"])).toEqual([
    "Lawn",
    "lawn (2)",
    "Lawn (2) (2)",
    "sand",
  ]);
});

it("leaves classes alone that have names of their own", () => {
  const own = [{ name: "Lawn" }, { name: "sand" }];
  expect(classesToldApart(own)).toBe(own);
  expect(classesToldApart([...own, { name: "LAWN" }]).map(({ name }) => name)).toEqual([
    "Lawn",
    "sand",
    "LAWN (2)",
  ]);
});
