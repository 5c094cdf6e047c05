/** What `bench step` measures: seven training steps, six ways to take them. Plain data. */

export type Network = "gan" | "vae" | "classifier" | "discriminator";

export interface StepCase {
  /** `discriminator` alone: one update on a given real and a given fake batch. */
  readonly network: Network;
  /** Channels of the first convolution; the others follow from it. */
  readonly width: number;
  /** Side of an image, px. */
  readonly size: number;
  /** Real images in one step. */
  readonly batchSize: number;
}

export const stepCases = {
  "gan-w8-32": { network: "gan", width: 8, size: 32, batchSize: 8 },
  "gan-w32-32": { network: "gan", width: 32, size: 32, batchSize: 16 },
  "gan-w64-64": { network: "gan", width: 64, size: 64, batchSize: 16 },
  "vae-32": { network: "vae", width: 8, size: 32, batchSize: 8 },
  "classifier-64": { network: "classifier", width: 8, size: 64, batchSize: 8 },
  "disc-w8-16": { network: "discriminator", width: 8, size: 16, batchSize: 4 },
  "disc-w8-32": { network: "discriminator", width: 8, size: 32, batchSize: 8 },
} as const satisfies Record<string, StepCase>;

export type CaseName = keyof typeof stepCases;
export const caseNames = Object.keys(stepCases) as readonly CaseName[];

export const engineNames = [
  "webgpu-fast",
  "webgpu-stock",
  "webgl",
  "wasm",
  "jax-js",
  "pytorch-cpu",
] as const;

export type EngineName = (typeof engineNames)[number];

/** Where the WebGPU engines run: in a headless browser, or in Node by Dawn. */
export type HostName = "browser" | "node";
