/** Flags of the command line and how their values are read. Every mistake ends in one `UsageError` that names the flag. */
import { parseArgs } from "node:util";
import { UsageError } from "../scripts/program.ts";
import type { BackendChoice, StepEngine } from "../src/protocol/backend.ts";
import type { HparamValue } from "../src/protocol/spec.ts";

export interface CommonArgs {
  /** Patch side, px; what suits the model when absent. */
  readonly size?: 32 | 64;
  readonly seed: number;
  /** The preset's own number when absent. */
  readonly steps?: number;
  /** Most training time of one run. */
  readonly seconds?: number;
  readonly backend: BackendChoice;
  /** Training steps compiled, or on TensorFlow.js alone. */
  readonly engine: StepEngine;
  /** The model's first preset when absent. */
  readonly preset?: string;
  /** The first model that fits the command when absent. */
  readonly model?: string;
  /** Hyperparameters and patch settings by name. */
  readonly set: Readonly<Record<string, HparamValue>>;
  readonly json?: string;
}

export const commonFlags = [
  "size",
  "seed",
  "steps",
  "seconds",
  "backend",
  "engine",
  "preset",
  "model",
  "set",
  "json",
];
const backends: readonly string[] = [
  "auto",
  "webgpu",
  "webgl",
  "wasm",
  "cpu",
] satisfies BackendChoice[];

const engines: readonly string[] = ["compiled", "stock"] satisfies StepEngine[];

export type Values = Readonly<Record<string, string | undefined>>;

/** What flags that may be given again were given, by name. */
export type Lists = Readonly<Record<string, readonly string[]>>;

/**
 * @param lists those of the flags that may be given again
 * @throws UsageError for a flag that is not among these, or is given twice
 */
export function readFlags(
  argv: readonly string[],
  flags: readonly string[],
  lists: readonly string[] = [],
) {
  const options = Object.fromEntries(
    flags.map((name) => [name, { type: "string", multiple: true } as const]),
  );
  const given = parsed(() => parseArgs({ args: [...argv], options, strict: true }))
    .values as Readonly<Record<string, string[] | undefined>>;
  const values: Record<string, string | undefined> = {};
  for (const [name, all] of Object.entries(given)) {
    if (all && all.length > 1 && !lists.includes(name))
      throw new UsageError(`--${name} is given twice`);
    values[name] = all?.[0];
  }
  const all: Lists = Object.fromEntries(lists.map((name) => [name, given[name] ?? []]));
  return { values, lists: all };
}

/** Node's own messages go over several sentences; the first says what is wrong. */
function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const [first = ""] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(first);
  }
}

/** @throws UsageError for a value out of range */
export function commonArgs(values: Values, set: readonly string[]): CommonArgs {
  const size = whole(values, "size", 32, 64);
  if (size !== undefined && size !== 32 && size !== 64)
    throw new UsageError("--size must be 32 or 64");
  const backend = values.backend ?? "auto";
  if (!backends.includes(backend)) {
    throw new UsageError(`--backend must be one of ${backends.join(", ")}, not "${backend}"`);
  }
  const engine = values.engine ?? "compiled";
  if (!engines.includes(engine)) {
    throw new UsageError(`--engine must be one of ${engines.join(", ")}, not "${engine}"`);
  }
  const steps = whole(values, "steps", 1, 1_000_000);
  const seconds = numberOf(values, "seconds", 1, 86_400);
  return {
    ...(size !== undefined && { size }),
    seed: whole(values, "seed", 0, 2 ** 32 - 1) ?? 1,
    backend: backend as BackendChoice,
    engine: engine as StepEngine,
    set: Object.fromEntries(set.map(assignment)),
    ...(steps !== undefined && { steps }),
    ...(seconds !== undefined && { seconds }),
    ...(values.preset !== undefined && { preset: values.preset }),
    ...(values.model !== undefined && { model: values.model }),
    ...(values.json !== undefined && { json: values.json }),
  };
}

/** @throws UsageError where it is missing */
export function required(values: Values, name: string): string {
  const value = values[name];
  if (!value) throw new UsageError(`--${name} is missing`);
  return value;
}

/** @throws UsageError for what is no number within the bounds */
export function numberOf(
  values: Values,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !(value >= min && value <= max)) {
    throw new UsageError(`--${name} must be a number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

/** @throws UsageError for what is no whole number within the bounds */
export function whole(values: Values, name: string, min: number, max: number): number | undefined {
  const value = numberOf(values, name, min, max);
  if (value !== undefined && !Number.isInteger(value)) {
    throw new UsageError(`--${name} must be a whole number, not "${values[name]}"`);
  }
  return value;
}

/** "width=8" → ["width", 8]; true and false are booleans, what is no number stays text. */
function assignment(text: string): [string, HparamValue] {
  const [, name = "", value = ""] = /^([A-Za-z]\w*)=(.+)$/.exec(text) ?? [];
  if (!name) throw new UsageError(`--set needs name=value, not "${text}"`);
  if (value === "true" || value === "false") return [name, value === "true"];
  const number = Number(value);
  return [name, Number.isFinite(number) ? number : value];
}
