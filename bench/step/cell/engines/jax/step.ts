/** A training step in jax-js: from state and inputs to the state after it. */
import type { numpy as np } from "@jax-js/jax";
import type { Slots } from "./adam.ts";

/** Arrays by the problem's names. */
export type Arrays = Record<string, np.Array>;

/** What a step changes: the slots of every network by name, and the number of updates. */
export type State = { slots: Record<string, Slots>; updates: np.Array };

/** One update. Takes over its arguments. @returns the new state and the losses */
export type JaxStep = (state: State, inputs: Arrays) => { state: State; losses: Arrays };
