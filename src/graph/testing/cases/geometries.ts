/** Shapes of convolutions: odd and even sides, every kernel, few and many channels. */
import type { Padding } from "../../program.ts";

type Shape4 = readonly [number, number, number, number];

export interface Geometry {
  /** [B, H, W, I] */
  readonly x: Shape4;
  /** [kh, kw, I, O] */
  readonly filter: Shape4;
  /** [B, h, w, O] */
  readonly y: Shape4;
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

/** Batch, height, width, channels in and out. */
const images = [
  [1, 8, 8, 3, 5],
  [2, 7, 9, 4, 3],
  [3, 9, 7, 1, 32],
  [1, 16, 16, 32, 3],
  [4, 8, 8, 32, 64],
  [16, 9, 8, 3, 4],
  [64, 7, 7, 4, 5],
  [2, 13, 11, 5, 1],
  [1, 8, 8, 64, 32],
  [3, 10, 12, 3, 32],
  [2, 12, 12, 32, 1],
] as const;

const mostProducts = 5e6;
const imagesEach = 4;

/** The window's zeros around one axis, as tfjs and TensorFlow place them. */
function aroundAxis(side: number, kernel: number, stride: number, isSame: boolean) {
  if (!isSame) return { out: Math.floor((side - kernel) / stride) + 1, before: 0, after: 0 };
  const out = Math.ceil(side / stride);
  const total = Math.max(0, (out - 1) * stride + kernel - side);
  const before = Math.floor(total / 2);
  return { out, before, after: total - before };
}

export function geometryOf(
  [batch, height, width, inChannels, outChannels]: readonly [
    number,
    number,
    number,
    number,
    number,
  ],
  [kernelHeight, kernelWidth]: readonly [number, number],
  strides: readonly [number, number],
  isSame: boolean,
): Geometry {
  const vertical = aroundAxis(height, kernelHeight, strides[0], isSame);
  const horizontal = aroundAxis(width, kernelWidth, strides[1], isSame);
  return {
    x: [batch, height, width, inChannels],
    filter: [kernelHeight, kernelWidth, inChannels, outChannels],
    y: [batch, vertical.out, horizontal.out, outChannels],
    strides,
    padding: {
      top: vertical.before,
      left: horizontal.before,
      bottom: vertical.after,
      right: horizontal.after,
    },
  };
}

function productsOf({ y: [batch, height, width], filter }: Geometry): number {
  return filter.reduce((product, side) => product * side, batch * height * width);
}

const settings = [1, 3, 4, 5, 7].flatMap((kernel) =>
  [1, 2].flatMap((stride) => [true, false].map((isSame) => ({ kernel, stride, isSame }))),
);

/** Large enough for the kernels that keep more sums at once: beyond `mostProducts`, hence only these. */
const large = [
  geometryOf([8, 16, 16, 32, 48], [4, 4], [2, 2], true),
  geometryOf([4, 32, 32, 3, 40], [5, 5], [1, 1], true),
];

/** Every kernel, stride and padding with some of the images each, in turn. */
export const geometries: readonly Geometry[] = [
  ...settings.flatMap(({ kernel, stride, isSame }, at) =>
    images
      .map(
        (_, index) => images[(at * imagesEach + index) % images.length] as (typeof images)[number],
      )
      .map((image) => geometryOf(image, [kernel, kernel], [stride, stride], isSame))
      .filter((geometry) => productsOf(geometry) <= mostProducts)
      .slice(0, imagesEach),
  ),
  geometryOf([2, 9, 12, 3, 4], [3, 5], [2, 1], true),
  geometryOf([2, 11, 8, 4, 3], [2, 4], [1, 3], true),
  geometryOf([2, 9, 9, 3, 4], [3, 3], [4, 3], false), // a stride beyond the kernel leaves pixels out
  ...large,
];
