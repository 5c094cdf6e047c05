/** What each variable of a model's state is for, by name: which a step moves how. */
import type * as tf from "@tensorflow/tfjs";
import type { Model } from "../models/model.ts";
import type { Variables } from "./compiledStep.ts";

/** A parameter that Adam moves, and its moments. */
export interface SlotNames {
  readonly parameter: string;
  readonly m: string;
  readonly v: string;
}

export interface OptimizerNames {
  readonly beta1: number;
  readonly beta2: number;
  readonly updates: string;
  readonly slots: readonly SlotNames[];
}

export interface StateRoles {
  readonly optimizers: readonly OptimizerNames[];
  /** All that no optimiser has to do with: moving and averaged weights, pools, singular vectors, fixed filters. */
  readonly others: readonly string[];
}

/** @throws Error where an optimiser moves or keeps what is not part of the state: it would not be saved */
export function rolesOf(
  { optimizers }: Pick<Model, "optimizers">,
  variables: Variables,
): StateRoles {
  const names = new Map<tf.Variable, string>();
  for (const [name, variable] of variables) names.set(variable, name);
  const nameOf = (variable: tf.Variable): string => {
    const name = names.get(variable);
    if (name === undefined) throw new Error(`"${variable.name}" is no part of the state`);
    return name;
  };
  const named = Object.values(optimizers).map(
    ({ beta1, beta2, updates, slots }): OptimizerNames => ({
      beta1,
      beta2,
      updates: nameOf(updates),
      slots: slots.map(({ parameter, m, v }) => ({
        parameter: nameOf(parameter),
        m: nameOf(m),
        v: nameOf(v),
      })),
    }),
  );
  const owned = new Set(
    named.flatMap(({ updates, slots }) => [
      updates,
      ...slots.flatMap(({ parameter, m, v }) => [parameter, m, v]),
    ]),
  );
  return { optimizers: named, others: [...variables.keys()].filter((name) => !owned.has(name)) };
}
