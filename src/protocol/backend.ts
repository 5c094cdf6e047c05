/** Which engine computes, and why that one. */
export type BackendName = "webgpu" | "webgl" | "wasm" | "cpu";
export type BackendChoice = "auto" | BackendName;

/** Training steps compiled where that is possible, or each operation on TensorFlow.js alone. */
export type StepEngine = "compiled" | "stock";

/** What the engine is started with. */
export interface EngineChoice {
  readonly backend: BackendChoice;
  readonly steps: StepEngine;
  /** Keeps nothing, as the engine before it, although storage may answer by now: its page does not know what lies there. */
  readonly storage?: "memory";
}

/** A backend that was tried before the one in use, and why it was not taken. */
export interface RejectedBackend {
  readonly backend: BackendName;
  /** `missing`: not offered here; `software`: only emulated; `wrong`: failed the gradient self-test; `failed`: threw. */
  readonly reason: "missing" | "software" | "wrong" | "failed";
}

export interface BackendInfo {
  readonly backend: BackendName;
  /** Readable name of the adapter or processor, e.g. "Apple M2", "SwiftShader", "2 threads". */
  readonly adapter: string;
  readonly choice: BackendChoice;
  readonly rejected: readonly RejectedBackend[];
  /** Result of comparing gradients with the CPU: `running` until known. */
  readonly selfTest: "running" | "passed" | "failed";
  readonly threads: number;
}
