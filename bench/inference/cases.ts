/** What `bench inference` measures, and on what. Plain data. */

export const caseNames = [
  "classifier-64-b32",
  "gan-32-b1",
  "gan-32-b144",
  "photo-25-heat",
] as const;
export type CaseName = (typeof caseNames)[number];

/**
 * `wasm-plain`: our module without relaxed SIMD, which `onnxruntime` (onnxruntime-web on WebAssembly) has
 * none of; `stock`: TensorFlow.js on WebAssembly; `stock-webgpu`: on the same device as `webgpu`.
 */
export const engineNames = [
  "wasm",
  "wasm-plain",
  "onnxruntime",
  "pytorch-cpu",
  "stock",
  "webgpu",
  "stock-webgpu",
] as const;
export type EngineName = (typeof engineNames)[number];

export type Row = MeasuredRow | MissingRow;

/** Why there is no figure. */
export interface MissingRow {
  readonly case: CaseName;
  readonly engine: EngineName;
  readonly reason: string;
}

export interface MeasuredRow {
  readonly case: CaseName;
  readonly engine: EngineName;
  readonly device: string;
  /** Of one call, from numbers to numbers on the host. */
  readonly medianMs: number;
  readonly p10Ms: number;
  readonly p90Ms: number;
  readonly samples: number;
  /** Largest difference from the first engine's results, of their largest number. */
  readonly difference: number;
}
