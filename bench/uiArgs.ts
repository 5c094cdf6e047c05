/** What `bench ui` can be asked. Plain data. */

export const uiBackends = ["wasm", "webgpu"] as const;

export interface UiBenchArgs {
  /** How long the main thread is watched. */
  readonly seconds: number;
  readonly backend: (typeof uiBackends)[number];
  /** Of the VAE that trains: channels of its first convolution. */
  readonly width: number;
  readonly json?: string;
}
