/** What `bench ui` can be asked. Plain data. */

export const uiBackends = ["wasm", "webgpu"] as const;

export const uiModels = [
  "classifier",
  "vae",
  "gan",
  "cgan",
  "cyclegan",
  "autoencoder",
  "conv-autoencoder",
] as const;

export interface UiBenchArgs {
  /** How long the main thread is watched while each model trains. */
  readonly seconds: number;
  readonly backend: (typeof uiBackends)[number];
  readonly models: readonly (typeof uiModels)[number][];
  /** Of the models that train: channels of the first convolution. */
  readonly width: number;
  readonly json?: string;
}
