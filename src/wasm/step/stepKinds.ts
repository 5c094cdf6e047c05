/**
 * What a tape is made of: every kind of step with its fields, in the order in which both sides know
 * them. The C structs in `native` are generated from this table (`scripts/buildWasm.ts`), so that a
 * field has one name everywhere.
 */

/**
 * "in", "out" and "update" are places of float32 numbers that a step reads, writes or both; those of
 * int32 end in "Ints". "axes" are six numbers, one an axis.
 */
export type FieldKind = "in" | "inInts" | "out" | "outInts" | "update" | "int" | "float" | "axes";

/** Most axes that a walk over a value has, after axes that lie together were merged. */
export const mostAxes = 6;

const imageGrid = { images: "int", rows: "int", columns: "int" } as const;
const inputStrides = { imageStride: "int", rowStride: "int", columnStride: "int" } as const;
const segments = { segments: "int", segmentStride: "int", segmentLength: "int" } as const;
/** Panels lie `panelStride` floats a column apart; `lineStride` 0: as wide as the panel. */
const panels = { panels: "in", panelStride: "int", lineStride: "int", width: "int" } as const;
/** `length` floats a group, cut into parts of `partRows` rows of `lanes` floats. */
const normParts = {
  groups: "int",
  length: "int",
  lanes: "int",
  parts: "int",
  partRows: "int",
} as const;

export const steps = {
  end: {},
  elementwise: {
    output: "out",
    a: "in",
    b: "in",
    c: "in",
    function: "int",
    p: "float",
    q: "float",
    shape: "axes",
    aStrides: "axes",
    bStrides: "axes",
    cStrides: "axes",
  },
  copy: { from: "in", to: "out", shape: "axes", fromStrides: "axes", toStrides: "axes" },
  /** `bits` are those of the number, of either type. */
  fill: { to: "out", count: "int", bits: "int" },
  padImages: {
    from: "in",
    to: "out",
    images: "int",
    height: "int",
    width: "int",
    top: "int",
    left: "int",
    outHeight: "int",
    outWidth: "int",
  },
  gather: { from: "in", indices: "inInts", to: "out", count: "int", rows: "int", width: "int" },
  oneHot: { indices: "inInts", to: "out", count: "int", depth: "int" },
  reduce: {
    from: "in",
    to: "out",
    outer: "int",
    count: "int",
    inner: "int",
    function: "int",
    scale: "float",
  },
  softmax: { from: "in", to: "out", rows: "int", width: "int", isLog: "int" },
  argMax: { from: "in", to: "outInts", rows: "int", width: "int" },
  pack: {
    from: "in",
    to: "out",
    outer: "int",
    middle: "int",
    inner: "int",
    outerStride: "int",
    middleStride: "int",
    innerStride: "int",
    width: "int",
    columnStride: "int",
  },
  rowsProduct: {
    input: "in",
    ...panels,
    /** The panels are whole columns, one after another. */
    isByColumns: "int",
    bias: "in",
    output: "out",
    slope: "float",
    ...imageGrid,
    ...inputStrides,
    ...segments,
    outImageStride: "int",
    outRowStride: "int",
    outColumnStride: "int",
  },
  columnsProduct: {
    input: "in",
    ...panels,
    output: "out",
    ...imageGrid,
    ...inputStrides,
    ...segments,
  },
  /** [3, 3, channels, width]; `depth`: channels rounded up to four. */
  winogradFilters: {
    from: "in",
    to: "out",
    channels: "int",
    depth: "int",
    width: "int",
  },
  /** Input [images, height, breadth, channels]; `rows` by `columns` results before pooling. */
  winograd: {
    input: "in",
    filters: "in",
    bias: "in",
    output: "out",
    /** `scratchStride` floats for each thread. */
    scratch: "out",
    scratchStride: "int",
    /** At once. */
    tiles: "int",
    images: "int",
    height: "int",
    breadth: "int",
    channels: "int",
    rows: "int",
    columns: "int",
    width: "int",
    top: "int",
    left: "int",
    slope: "float",
    isPooled: "int",
  },
  pool: {
    x: "in",
    y: "in",
    dy: "in",
    out: "out",
    function: "int",
    images: "int",
    height: "int",
    width: "int",
    channels: "int",
    outHeight: "int",
    outWidth: "int",
    windowHeight: "int",
    windowWidth: "int",
    strideDown: "int",
    strideAcross: "int",
    top: "int",
    left: "int",
  },
  normSums: { input: "in", partials: "out", ...normParts, channels: "int" },
  normStatistics: {
    input: "in",
    partials: "in",
    scale: "in",
    offset: "in",
    mean: "out",
    variance: "out",
    parameters: "out",
    ...normParts,
    channels: "int",
    epsilon: "float",
  },
  normParameters: {
    mean: "in",
    variance: "in",
    scale: "in",
    offset: "in",
    parameters: "out",
    groups: "int",
    lanes: "int",
    channels: "int",
    epsilon: "float",
  },
  normApply: { input: "in", parameters: "in", output: "out", ...normParts, slope: "float" },
  normGradientSums: {
    dy: "in",
    x: "in",
    parameters: "in",
    partials: "out",
    ...normParts,
    slope: "float",
  },
  normGradientStatistics: {
    partials: "in",
    coefficients: "out",
    dScale: "out",
    dOffset: "out",
    ...normParts,
    channels: "int",
  },
  normGradientApply: {
    dy: "in",
    x: "in",
    parameters: "in",
    coefficients: "in",
    dx: "out",
    ...normParts,
    slope: "float",
  },
  chance: {
    clock: "inInts",
    to: "out",
    count: "int",
    stream: "int",
    kind: "int",
  },
  patchBatch: {
    packed: "inInts",
    table: "in",
    to: "out",
    images: "int",
    size: "int",
    patches: "int",
  },
  adam: {
    updates: "in",
    learningRate: "in",
    parameter: "update",
    gradient: "in",
    m: "update",
    v: "update",
    count: "int",
    beta1: "float",
    beta2: "float",
    epsilon: "float",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, FieldKind>>>>;

export type StepKind = keyof typeof steps;
export const stepKinds = Object.keys(steps) as readonly StepKind[];

/** What a field `function` or `kind` chooses from; the index is the number on the tape. */
export const choices = {
  FUNCTION: [
    "abs",
    "ceil",
    "cos",
    "exp",
    "floor",
    "isNonPositive",
    "log",
    "negative",
    "reciprocal",
    "relu",
    "rsqrt",
    "sigmoid",
    "sign",
    "sin",
    "softplus",
    "sqrt",
    "square",
    "tanh",
    "toFloat",
    "toInt",
    "leakyRelu",
    "step",
    "clip",
    "increment",
    "add",
    "divide",
    "equal",
    "greater",
    "greaterEqual",
    "less",
    "lessEqual",
    "maximum",
    "minimum",
    "multiply",
    "power",
    "sigmoidGradient",
    "squaredDifference",
    "subtract",
    "tanhGradient",
    "leakyReluGradient",
    "movingAverage",
    "addInt",
    "equalInt",
    "greaterInt",
    "greaterEqualInt",
    "lessInt",
    "lessEqualInt",
    "maximumInt",
    "minimumInt",
    "multiplyInt",
    "subtractInt",
    "select",
  ],
  REDUCE: ["sum", "max", "min"],
  POOL: ["max", "average", "maxGradient", "averageGradient"],
  CHANCE: ["normal", "uniform"],
} as const;

export type ElementwiseFn = (typeof choices.FUNCTION)[number];

/** Words before a step's fields: its kind, words in all, and how many parts threads may share it in. */
export const headerWords = 3;

/** Words that the threads share, one a cache line (`native/threads.h`). */
export const controlWords = ["ticket", "step", "done", "ticketSleepers", "doneSleepers"] as const;
export const cacheLineBytes = 64;
export const mostThreads = 8;
/** The control words, then for each thread the steps and parts of steps that it did. */
export const controlBytes = (controlWords.length + mostThreads) * cacheLineBytes;
