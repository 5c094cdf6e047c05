/** What `bench ui` can be asked. Plain data. */
import { models as words } from "../src/messages/en/models.ts";

export const uiBackends = ["wasm", "webgpu"] as const;

type WithWords<Key> = Key extends `model.${infer Id}.short` ? Id : never;
/** Every model has words, and by these it is found on the Train desk. */
export type UiModel = WithWords<keyof typeof words>;
export const uiModels = Object.keys(words).flatMap(
  (key) => /^model\.(.+)\.short$/.exec(key)?.[1] ?? [],
) as UiModel[];

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
  readonly models: readonly UiModel[];
  /** Of the models that train: channels of the first convolution. */
  readonly width: number;
  readonly json?: string;
}
