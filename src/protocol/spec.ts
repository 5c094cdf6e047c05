/**
 * What a model states about itself as plain data: the page draws its form from this, the trainer and
 * the save format validate against it. Words are not here: the page finds them in the message
 * catalogue as `model.<id>`, `hparam.<key>`, `preset.<modelId>.<presetId>`, `series.<key>`,
 * `side.<name>`.
 */
import type { PatchSettings } from "./project.ts";
import type { TaskSpec } from "./tasks.ts";

/** What a data set must offer before the model can train. */
export type Needs = "images" | "labels" | "twoDomains";

/** `advanced` fields are behind "More"; `live` ones may be changed while a run trains. */
export type Field = (
  | {
      readonly kind: "int";
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    }
  | {
      readonly kind: "float";
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly step: number;
    }
  /** A float that a slider moves on a logarithmic scale. */
  | {
      readonly kind: "logFloat";
      readonly default: number;
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: "choice"; readonly default: string; readonly options: readonly string[] }
  | { readonly kind: "boolean"; readonly default: boolean }
) & { readonly advanced: boolean; readonly live?: true };

export type HparamValue = number | string | boolean;
export type Hparams = Readonly<Record<string, HparamValue>>;

export interface Preset {
  readonly id: string;
  /** What differs from the fields' defaults. */
  readonly hparams: Hparams;
}

export interface ModelSpec {
  readonly id: string;
  /** The way of cutting photos with which the model was measured to do best on a small machine. */
  readonly suits: Pick<PatchSettings, "size" | "shortSide">;
  /** What it is used for when it is trained. */
  readonly tasks: readonly TaskSpec[];
  readonly needs: Needs;
  /** It draws the class that it is asked for, or a mixture of classes. */
  readonly toldClasses?: true;
  /** Found in one go, without steps: it has no curves, and its runs no `steps` among their settings. */
  readonly isFitted?: true;
  readonly hparams: Readonly<Record<string, Field>>;
  /** The first one is what a new user gets. */
  readonly presets: readonly Preset[];
  /** For models of two rival networks: the names of the two, either of which can be trained alone. */
  readonly sides?: readonly [string, string];
  /** Names of the training series that `trainStep` returns, in the order to draw them. */
  readonly losses: readonly string[];
  /** Series measured on held-out photos, in the order to draw them (named without a prefix). */
  readonly validation: readonly string[];
}
