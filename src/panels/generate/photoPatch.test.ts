import { describe, expect, it } from "vitest";
import { patchSideIn } from "./photoPatch.ts";

describe("patchSideIn", () => {
  it("is the patch in the photo's own pixels", () => {
    expect(patchSideIn({ width: 512, height: 256 }, { size: 32, shortSide: 128 })).toBe(64);
  });

  it("never asks for more than the photo has", () => {
    expect(patchSideIn({ width: 10, height: 10 }, { size: 64, shortSide: 128 })).toBe(10);
  });
});
