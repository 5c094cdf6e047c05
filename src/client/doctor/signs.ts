/** What the rules look at, and what they find. */
import type { Hparams, ModelSpec } from "../../protocol/spec.ts";
import type { RunSeries } from "../series.ts";

export interface Signs {
  readonly spec: ModelSpec;
  /** In force. */
  readonly hparams: Hparams;
  readonly step: number;
  /** When the settings were last changed: what came before says nothing about them. */
  readonly since: number;
  /** How often the losses ran away under this learning rate. */
  readonly halvings: number;
  readonly series: RunSeries;
}

export type Remedy =
  | {
      readonly kind: "adjust";
      readonly key: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: "stop" }
  /** More photos. */
  | { readonly kind: "data" };

export interface Symptom {
  /** For the sentence `doctor.<rule>`: those it rests on. */
  readonly numbers: Readonly<Record<string, number>>;
  /** The likeliest first. */
  readonly remedies: readonly Remedy[];
}

export interface Rule {
  readonly id: string;
  /** `trouble` will not mend itself; a `hint` is worth knowing. */
  readonly severity: "trouble" | "hint";
  /**
   * Pure. Null where nothing is wrong or the series that tell are not there.
   * @param isKnown whether it was found the last time: then it takes a little less, so that advice does
   *                not come and go
   */
  examine(signs: Signs, isKnown: boolean): Symptom | null;
}

/** Updates that the model is to take in all. */
export const stepsOf = ({ hparams }: Pick<Signs, "hparams">): number => Number(hparams.steps);
