/** What `bench ui` can be asked. Plain data. */

export const uiBackends = ["wasm", "webgpu"] as const;

export interface UiBenchArgs {
  /** How long the main thread is watched. */
  readonly seconds: number;
  readonly backend: (typeof uiBackends)[number];
  readonly json?: string;
}
