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

/** `training`: the page while models train; `photo`, `photos`: verdicts on the Inspect desk. */
export const uiCases = ["training", "photo", "photos"] as const;

export interface UiBenchArgs {
  readonly cases: readonly (typeof uiCases)[number][];
  /** How many are judged in the case `photos`. */
  readonly photos: number;
  /** A checkout whose app is built: photos are judged there too, in turns. */
  readonly against?: string;
  /** How long the main thread is watched while each model trains. */
  readonly seconds: number;
  readonly backend: (typeof uiBackends)[number];
  readonly models: readonly (typeof uiModels)[number][];
  /** Of the models that train: channels of the first convolution. */
  readonly width: number;
  readonly json?: string;
}
