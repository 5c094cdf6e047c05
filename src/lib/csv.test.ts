import { describe, expect, it } from "vitest";
import { csvCell, csvText } from "./csv.ts";

describe("csvCell", () => {
  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1", "'+1"],
    ["-2", "'-2"],
    ["@sum", "'@sum"],
    ["\tx", "'\tx"],
    ['=a,"b"', `"'=a,""b"""`],
    ["plain name.png", "plain name.png"],
    ["a,b", '"a,b"'],
  ])("writes %j as %j", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it("leaves numbers alone", () => {
    expect(csvCell(-0.5)).toBe("-0.5");
  });
});

describe("csvText", () => {
  it("ends every row by CRLF", () => {
    expect(
      csvText([
        ["a", 1],
        ["b", 2],
      ]),
    ).toBe("\uFEFFa,1\r\nb,2\r\n");
  });
});
