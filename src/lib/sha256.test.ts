import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { Rng } from "./rng.ts";
import { sha256Now } from "./sha256.ts";

it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])("hashes %i bytes as others do", (length) => {
  const rng = new Rng(length);
  const bytes = Uint8Array.from({ length: length + 3 }, () => rng.below(256)).subarray(3);
  expect(sha256Now(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
});
