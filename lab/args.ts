/** What the command line asks for. Every mistake ends in one `UsageError` that names the flag. */
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

/** Photos are held out by `test` (a folder), by `folds` (each photo once) or else a fifth of them. */
export interface ClassifyArgs extends CommonArgs {
  readonly command: "classify";
  readonly train: string;
  readonly test?: string;
  readonly folds?: number;
}

/** Folders of a class each inside one, or one folder a domain. */
export type GenerateInput =
  | { readonly data: string }
  | { readonly domains: readonly [a: string, b: string] };

export interface GenerateArgs extends CommonArgs {
  readonly command: "generate";
  readonly input: GenerateInput;
  /** Photos whose names are equal but for what it matches are held out together. */
  readonly series?: RegExp;
  readonly samples: number;
  readonly out: string;
}

export interface PretrainArgs extends CommonArgs {
  readonly command: "pretrain";
  readonly out: string;
}

export type LabArgs = ClassifyArgs | GenerateArgs | PretrainArgs;

export const usage = `npm run lab -- COMMAND [FLAGS]

  classify --train DIR [--test DIR | --folds K]   train a classifier and judge photos it never saw
  generate --data DIR [--samples 64] [--out DIR]  train a generative model, write samples as PNG
  generate --model cyclegan --a DIR --b DIR       translate between two folders of photos
  pretrain [--out DIR]                            train the models that the app ships

  DIR has one sub-folder a class; those of --a and --b are one class each.
  --series PATTERN (generate) holds out together photos whose names differ by nothing else
  --size 32|64  --seed N  --steps N  --seconds N  --backend auto|webgpu|webgl|wasm|cpu
  --engine compiled|stock  --model NAME  --preset NAME  --set name=value (again for more)  --json FILE
`;

const commonFlags = [
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
const flagsOf: Readonly<Record<LabArgs["command"], readonly string[]>> = {
  classify: [...commonFlags, "train", "test", "folds"],
  generate: [...commonFlags, "data", "a", "b", "series", "samples", "out"],
  pretrain: [...commonFlags, "out"],
};
const backends: readonly string[] = [
  "auto",
  "webgpu",
  "webgl",
  "wasm",
  "cpu",
] satisfies BackendChoice[];

const engines: readonly string[] = ["compiled", "stock"] satisfies StepEngine[];

type Values = Readonly<Record<string, string | undefined>>;

/** @throws UsageError for anything that is unknown, missing or out of range */
export function parseLabArgs(argv: readonly string[]): LabArgs {
  const [command, ...rest] = argv;
  if (!isCommand(command)) {
    throw new UsageError(
      `Unknown command "${command ?? ""}"; use classify, generate or pretrain (--help tells more)`,
    );
  }
  const { values, set } = readFlags(rest, flagsOf[command]);
  const common = commonArgs(values, set);
  switch (command) {
    case "classify":
      return classifyArgs(values, common);
    case "generate":
      return {
        ...common,
        command,
        input: generateInput(values),
        samples: whole(values, "samples", 1, 1024) ?? 64,
        out: values.out ?? "lab/out",
        ...(values.series !== undefined && { series: pattern("series", values.series) }),
      };
    case "pretrain":
      return { ...common, command, out: values.out ?? "public/models" };
    default:
      return command satisfies never;
  }
}

const isCommand = (name: string | undefined): name is LabArgs["command"] =>
  name !== undefined && Object.hasOwn(flagsOf, name);

function readFlags(argv: readonly string[], flags: readonly string[]) {
  const options = Object.fromEntries(
    flags.map((name) => [name, { type: "string", multiple: true } as const]),
  );
  const given = parsed(() => parseArgs({ args: [...argv], options, strict: true }))
    .values as Readonly<Record<string, string[] | undefined>>;
  const values: Record<string, string | undefined> = {};
  for (const [name, all] of Object.entries(given)) {
    if (all && all.length > 1 && name !== "set") throw new UsageError(`--${name} is given twice`);
    values[name] = all?.[0];
  }
  return { values, set: given.set ?? [] };
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

function classifyArgs(values: Values, common: CommonArgs): ClassifyArgs {
  const folds = whole(values, "folds", 2, 100);
  if (values.test !== undefined && folds !== undefined) {
    throw new UsageError("Use --test or --folds, not both");
  }
  return {
    ...common,
    command: "classify",
    train: required(values, "train"),
    ...(values.test !== undefined && { test: values.test }),
    ...(folds !== undefined && { folds }),
  };
}

function generateInput(values: Values): GenerateInput {
  if (values.a === undefined && values.b === undefined) return { data: required(values, "data") };
  if (values.data !== undefined) throw new UsageError("Use --data, or --a and --b, not both");
  return { domains: [required(values, "a"), required(values, "b")] };
}

function pattern(name: string, source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new UsageError(`--${name} must be a regular expression, not "${source}"`);
  }
}

function commonArgs(values: Values, set: readonly string[]): CommonArgs {
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

function required(values: Values, name: string): string {
  const value = values[name];
  if (!value) throw new UsageError(`--${name} is missing`);
  return value;
}

function numberOf(values: Values, name: string, min: number, max: number): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !(value >= min && value <= max)) {
    throw new UsageError(`--${name} must be a number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

function whole(values: Values, name: string, min: number, max: number): number | undefined {
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
