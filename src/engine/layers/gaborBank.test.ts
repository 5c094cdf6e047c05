import { describe, expect, it } from "vitest";
import { gaborBank } from "./gaborBank.ts";

const side = 7;

describe.each([8, 24, 5])("a bank of %i filters", (count) => {
  const bank = gaborBank(side, count);
  const filters = Array.from({ length: count }, (_, filter) =>
    Array.from({ length: side * side * 3 }, (_, at) => bank[at * count + filter] as number),
  );
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

  it("has filters that see no brightness and have the same strength", () => {
    for (const filter of filters) {
      expect(filter.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
      expect(product(filter, filter)).toBeCloseTo(1, 5);
    }
  });

  it("has no filter twice, not even turned round", () => {
    for (const [at, filter] of filters.entries()) {
      for (const other of filters.slice(at + 1)) {
        expect(Math.abs(product(filter, other))).toBeLessThan(0.98);
      }
    }
  });
});
