/** Small generated data sets: what a test trains on when it must see a model learn. */
import { drawPattern } from "../../data/procedural/drawPattern.ts";
import type { PatternId } from "../../protocol/project.ts";
import type { PatchBytes } from "../dataset/patchSet.ts";

/**
 * One patch out of each drawing, so that patches are as independent as photos.
 * @param patterns  label i is patterns[i]
 * @param firstSeed drawings with other seeds are held-out data
 */
export function proceduralPatches(
  patterns: readonly PatternId[],
  perPattern: number,
  size: number,
  firstSeed: number,
): PatchBytes {
  const drawings = patterns.flatMap((pattern, label) =>
    Array.from({ length: perPattern }, (_, i) => ({
      label,
      pixels: drawPattern(pattern, firstSeed + i, size).pixels,
    })),
  );
  const pixels = new Uint8Array(drawings.length * size * size * 3);
  for (const [at, drawing] of drawings.entries()) pixels.set(drawing.pixels, at * size * size * 3);
  return {
    size,
    pixels,
    labels: Int32Array.from(drawings, ({ label }) => label),
    photos: Int32Array.from(drawings.keys()),
  };
}
