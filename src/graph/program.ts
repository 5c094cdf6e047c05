/**
 * A training step as plain data: which operations, on which values, in which order. A program is
 * recorded once (`engine/recording`), simplified (`simplify.ts`) and then compiled for a device
 * (`wasm/`, `gpu/`), which runs it again and again without tfjs. All values are dense, row-major;
 * images are NHWC.
 */

/** Booleans are float32 0 or 1. */
export type DType = "float32" | "int32";

/** Index into `Program.values`. */
export type ValueId = number;

/** Where a value's numbers come from. */
export type Origin =
  /** Computed by a node of the program. */
  | { readonly kind: "node" }
  /** The same in every run. One number stands for a value filled with it. */
  | { readonly kind: "constant"; readonly data: Float32Array | Int32Array }
  /** Lives on from run to run (weights, moments, resident patches); nodes may write to it. */
  | { readonly kind: "state"; readonly name: string }
  /** Given anew for every run, small. */
  | { readonly kind: "feed"; readonly name: string };

export interface Value {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly origin: Origin;
}

export interface Node {
  readonly op: Op;
  readonly inputs: readonly ValueId[];
  /** A node's own values, each written by no other node; empty where it only writes state. */
  readonly outputs: readonly ValueId[];
}

export interface Program {
  readonly values: readonly Value[];
  /** In an order in which they can run; writes to state take effect in this order. */
  readonly nodes: readonly Node[];
  /** What a run gives, by name: float32; of a training step its losses, scalars. */
  readonly results: Readonly<Record<string, ValueId>>;
}

export type UnaryFn =
  | "abs"
  | "ceil"
  | "cos"
  | "exp"
  | "floor"
  | "isNonPositive" // x ≤ 0 → 1, else 0
  | "log"
  | "negative"
  | "reciprocal"
  | "relu"
  | "rsqrt"
  | "sigmoid"
  | "sign"
  | "sin"
  | "softplus" // log(1 + eˣ), without overflow
  | "sqrt"
  | "square"
  | "tanh"
  | "toFloat" // int32 → float32
  | "toInt"; // float32 → int32, towards zero

/** The second operand of the gradients is the function's *result*, which has the sign of its argument. */
export type BinaryFn =
  | "add"
  | "divide"
  | "equal"
  | "greater"
  | "greaterEqual"
  | "less"
  | "lessEqual"
  | "maximum"
  | "minimum"
  | "multiply"
  | "power"
  | "sigmoidGradient" // (dy, y) → dy · y · (1 − y)
  | "squaredDifference"
  | "subtract"
  | "tanhGradient"; // (dy, y) → dy · (1 − y²)

export interface Padding {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Strides down and across, and the zeros around the input. */
export interface Window {
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

/**
 * The operations. Shapes not stated by an operation are those of its values. Operands that may
 * broadcast do so by NumPy's rules.
 */
export type Op = PureOp | WritingOp;

export type PureOp =
  // Element by element; operands broadcast to the output's shape.
  | { readonly name: "unary"; readonly fn: UnaryFn }
  | { readonly name: "binary"; readonly fn: BinaryFn }
  /** x → x > 0 ? x : slope · x */
  | { readonly name: "leakyRelu"; readonly slope: number }
  /** (dy, y or x) → dy where the second is > 0, slope · dy elsewhere */
  | { readonly name: "leakyReluGradient"; readonly slope: number }
  /** x → 1 where x > 0, slope elsewhere; NaN stays */
  | { readonly name: "step"; readonly slope: number }
  | { readonly name: "clip"; readonly min: number; readonly max: number }
  /** (condition, a, b) → a where the condition is not 0, else b */
  | { readonly name: "select" }

  // Layout.
  /** The same numbers under another shape. */
  | { readonly name: "reshape" }
  /** Repeats along axes of size 1, or new leading axes, up to the output's shape. */
  | { readonly name: "broadcast" }
  | { readonly name: "transpose"; readonly permutation: readonly number[] }
  | { readonly name: "concat"; readonly axis: number }
  | { readonly name: "slice"; readonly begin: readonly number[] }
  /** Zeros, or `value`, before each axis so many; the output's shape says how many after. */
  | { readonly name: "pad"; readonly before: readonly number[]; readonly value: number }
  /** Rows of the first operand along axis 0, by int32 indices of any shape. */
  | { readonly name: "gather" }
  /** int32 indices [...] → [..., depth], float32: 1 at the index, 0 elsewhere. */
  | { readonly name: "oneHot" }

  // Over axes. The output has the remaining axes, or 1 in place of the reduced ones.
  | {
      readonly name: "reduce";
      readonly fn: "max" | "mean" | "min" | "sum";
      readonly axes: readonly number[];
    }
  /** Index of the largest along the last axis, the first where several are; int32. */
  | { readonly name: "argMax" }
  /** Over the last axis. */
  | { readonly name: "softmax" }
  | { readonly name: "logSoftmax" }

  // Products.
  /** [b?, M, K] · [b?, K, N] → [b?, M, N]; a batch of 1 meets any. The flags swap the last two axes first. */
  | { readonly name: "matMul"; readonly transposeA: boolean; readonly transposeB: boolean }
  /** x [B, H, W, I], filter [kh, kw, I, O] → [B, h, w, O] */
  | ({ readonly name: "conv" } & Window)
  /** dy [B, h, w, O], filter [kh, kw, I, O] → dx [B, H, W, I]; also the transposed convolution. */
  | ({ readonly name: "convInputGradient" } & Window)
  /** x [B, H, W, I], dy [B, h, w, O] → [kh, kw, I, O] */
  | ({ readonly name: "convFilterGradient" } & Window)

  // Pooling; padded places do not count.
  | ({ readonly name: "maxPool"; readonly size: readonly [number, number] } & Window)
  /** dy, x, y → dx; dy goes to the first of equal maxima. */
  | ({ readonly name: "maxPoolGradient"; readonly size: readonly [number, number] } & Window)
  | ({ readonly name: "averagePool"; readonly size: readonly [number, number] } & Window)
  /** dy → dx */
  | ({ readonly name: "averagePoolGradient"; readonly size: readonly [number, number] } & Window)

  // Normalisation with the batch's own statistics, over all axes but the last, then leaky ReLU
  // (slope 1: none): x̂ = (x − mean) / √(variance + epsilon), y = leakyRelu(scale · x̂ + offset).
  /** x [..., C], scale [C], offset [C] → y, mean [C], variance [C] (of the batch, divided by n) */
  | { readonly name: "batchNorm"; readonly epsilon: number; readonly slope: number }
  /** dy, x, mean, variance, scale, offset → dx, dScale, dOffset */
  | { readonly name: "batchNormGradient"; readonly epsilon: number; readonly slope: number }
  /** As batchNorm, for each image alone: x [B, H, W, C] → y, mean [B, C], variance [B, C] */
  | { readonly name: "instanceNorm"; readonly epsilon: number; readonly slope: number }
  | { readonly name: "instanceNormGradient"; readonly epsilon: number; readonly slope: number }

  // Chance: Philox 4×32-10 (`lib/philox.ts`) with key (seed, stream) and counter (block, step).
  /** clock [2] int32 (seed, step) → float32: uniform in [0, 1), or standard normal */
  | {
      readonly name: "random";
      readonly distribution: "normal" | "uniform";
      readonly stream: number;
    }

  // Data.
  /**
   * packed [N, size²] int32 (r + 256 g + 65536 b), table [B, 10] float32 → images [B, size, size, 3]
   * in [-1, 1]. The table's columns are in `patchTable.ts`.
   */
  | { readonly name: "patchBatch"; readonly size: number };

/** Operations that write to state, without output. */
export type WritingOp =
  /** (state, value): the state becomes the value. */
  | { readonly name: "assign" }
  /** (state, value): state ← momentum · state + (1 − momentum) · value */
  | { readonly name: "movingAverage"; readonly momentum: number }
  /**
   * (updates [], learningRate [], then for each parameter: parameter, gradient, m, v).
   * t = updates + 1; m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
   * parameter −= learningRate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + epsilon); updates ← t.
   * All but the learning rate and the gradients are state, float32.
   */
  | {
      readonly name: "adam";
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

const writing: Readonly<Record<WritingOp["name"], true>> = {
  assign: true,
  movingAverage: true,
  adam: true,
};
const isWriting = (op: Op): op is WritingOp => op.name in writing;

/** Which of a node's inputs it writes to. */
export function writesOf({ op, inputs }: Node): readonly ValueId[] {
  if (!isWriting(op)) return [];
  switch (op.name) {
    case "assign":
    case "movingAverage":
      return inputs.slice(0, 1);
    case "adam":
      // updates, then all but the gradient of every group of four
      return inputs.filter((_, at) => at === 0 || (at >= 2 && (at - 2) % 4 !== 1));
    default:
      return op satisfies never;
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
