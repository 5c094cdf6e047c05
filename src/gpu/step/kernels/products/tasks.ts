/** The two kinds of product, whichever way they are computed. */
import type { StorageId } from "../../wgsl/kernelText.ts";
import type { Geometry } from "./geometry.ts";

/** Each pixel gathers what its taps see: y of x, or dx of dy. */
export interface GatherTask {
  readonly direction: "forward" | "inputGradient";
  readonly geometry: Geometry;
  /** What is gathered: x, or dy. */
  readonly source: StorageId;
  readonly filter: StorageId;
}

/** The filter's gradient: a sum over all pixels. */
export interface FilterTask {
  readonly geometry: Geometry;
  readonly x: StorageId;
  readonly dy: StorageId;
}

/** With stride s the gradient for the input falls into phases, each a convolution with some of the taps. */
export interface Phases {
  readonly count: number;
  /** Sides of the largest phase of the image. */
  readonly height: number;
  readonly width: number;
}

export function phasesOf({ x, strides: [down, across] }: Geometry): Phases {
  return {
    count: down * across,
    height: Math.ceil(x[1] / down),
    width: Math.ceil(x[2] / across),
  };
}

/**
 * WGSL of the phase with index `phase` (i32): `startY`, `startX`, the first pixel; `fromY`, `fromX`, the
 * dy that its first tap meets; `tapsDown`, `tapsAcross`, its taps, of which tap (ty, tx) is the filter's
 * (phaseY + stride · ty, phaseX + stride · tx).
 */
export function phaseStatements({ filter, strides, before }: Geometry): string {
  const axis = (name: string, phase: string, at: 0 | 1, taps: string) => {
    const [stride, pad, size] = [strides[at], before[at], filter[at]];
    const shift = Math.ceil(pad / stride) * stride - pad; // ≥ 0, ≡ −pad
    return `let phase${name} = ${phase};
let start${name} = (phase${name} + ${shift}) % ${stride};
let from${name} = (start${name} + ${pad} - phase${name}) / ${stride};
let ${taps} = (${size + stride - 1} - phase${name}) / ${stride};`;
  };
  return `${axis("Y", `phase / ${strides[1]}`, 0, "tapsDown")}
${axis("X", `phase % ${strides[1]}`, 1, "tapsAcross")}`;
}
