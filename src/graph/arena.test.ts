import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOut, type Span } from "./arena.ts";

const span = fc
  .record({ bytes: fc.integer({ min: 1, max: 500 }), first: fc.nat(20), length: fc.nat(6) })
  .map(({ bytes, first, length }): Span => ({ bytes, first, last: first + length }));

describe("layOut", () => {
  it("never lets two living values overlap, and aligns each", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const { offsets, bytes } = layOut(spans, 16);
        for (const [i, a] of spans.entries()) {
          const start = offsets[i] as number;
          expect(start % 16).toBe(0);
          expect(start + a.bytes).toBeLessThanOrEqual(bytes);
          for (const [j, b] of spans.entries()) {
            if (i === j || a.first > b.last || b.first > a.last) continue;
            const other = offsets[j] as number;
            expect(start + a.bytes <= other || other + b.bytes <= start).toBe(true);
          }
        }
      }),
    );
  });

  it("uses the same place again", () => {
    const chain = [0, 1, 2, 3].map((at) => ({ bytes: 256, first: at, last: at + 1 }));
    expect(layOut(chain, 256).bytes).toBe(512);
  });
});
