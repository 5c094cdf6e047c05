import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { contactSheet, meanGradient, writePictures } from "./pictures.ts";

const flat = (count: number, size: number, value: number) => ({
  bytes: new Uint8Array(count * size * size * 3).fill(value),
  size,
});

describe("pictures", () => {
  it("have no gradient when flat, and a known one for a ramp", () => {
    expect(meanGradient(flat(2, 8, 90))).toBe(0);
    const ramp = {
      bytes: Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => Math.floor(i / 3) % 8),
      size: 8,
    };
    expect(meanGradient(ramp)).toBe(1);
  });

  it("lie side by side on the sheet", () => {
    const sheet = contactSheet(flat(5, 4, 200));
    expect([sheet.width, sheet.height]).toEqual([3 * 6 + 2, 2 * 6 + 2]);
    expect(sheet.data.filter((value) => value === 200)).toHaveLength(5 * 4 * 4 * 3);
  });

  it("become PNG files that read back the same", () => {
    const folder = mkdtempSync(join(tmpdir(), "pictures-"));
    expect(writePictures(folder, flat(2, 4, 77))).toEqual(["sheet.png", "001.png", "002.png"]);
    const { width, height, data } = decode(readFileSync(join(folder, "002.png")));
    expect([width, height]).toEqual([4, 4]);
    expect([...new Set(data)]).toEqual([77]);
  });
});
