/** How large a photo becomes when it is scaled to a wanted side; the same rule wherever it is asked. */
import { scaleTo } from "../lib/patchPlaces.ts";
import type { Size } from "./formats/format.ts";
import { limits } from "./limits.ts";

/** `shortSide`: both ways, enlarged at most 4×. `maxSide`: the long side, only ever made smaller. */
export type Target = { readonly shortSide: number } | { readonly maxSide: number };

/** Whole px, at least 1 × 1 and at most `limits.maxPixels`; keeps the proportions. */
export function scaledSize({ width, height }: Size, target: Target): Size {
  const wanted =
    "shortSide" in target
      ? scaleTo(target.shortSide, { width, height })
      : Math.min(1, target.maxSide / Math.max(width, height));
  const scale = Math.min(wanted, Math.sqrt(limits.maxPixels / (width * height)));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
