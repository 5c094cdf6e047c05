/** What the command line asks of the bench. Every mistake ends in one `UsageError` that names the flag. */
import { parseArgs } from "node:util";
import { UsageError } from "../scripts/program.ts";
import {
  type CaseName as InferenceCase,
  type EngineName as InferenceEngine,
  caseNames as inferenceCases,
  engineNames as inferenceEngines,
} from "./inference/cases.ts";
import {
  type CaseName,
  caseNames,
  type EngineName,
  engineNames,
  type HostName,
} from "./step/cases.ts";
import { type UiBenchArgs, uiBackends, uiCases, uiModels } from "./uiArgs.ts";

export interface UiArgs extends UiBenchArgs {
  readonly command: "ui";
}

export interface StepArgs {
  readonly command: "step";
  readonly cases: readonly CaseName[];
  readonly engines: readonly EngineName[];
  readonly host: HostName;
  readonly json?: string;
}

/** Of the commands that take no more than where to write. */
export interface PlainArgs {
  readonly command: "models" | "photos" | "resume";
  readonly json?: string;
}

export interface ParityArgs {
  readonly command: "parity";
  readonly host: HostName;
}

export interface InferenceArgs {
  readonly command: "inference";
  readonly cases: readonly InferenceCase[];
  readonly engines: readonly InferenceEngine[];
  readonly json?: string;
}

export type BenchArgs = UiArgs | StepArgs | InferenceArgs | PlainArgs | ParityArgs;

export const usage = `npm run bench -- COMMAND [FLAGS]

  ui      longest main-thread task while a model trains, and slider-to-picture latency
          [--seconds 30] [--backend wasm|webgpu] [--width 32] [--model NAME]
          photos judged on the Inspect desk, also by another checkout's build  [--photos 500] [--against DIR]
          [--case NAME]
  step    time of a training step, side by side with other engines  [--case NAME] [--engine NAME]
  inference  what trained models compute, by us and by others  [--case NAME] [--engine NAME]
  models  every model on WebGPU in Node: its compiled step beside the same step on TensorFlow.js
  resume  every model on WASM: what is lost when its page dies, and whether it goes on unchanged
  photos  longest main-thread tasks while 5,000 photos come in, and after
  parity  every operation on every device, against the reference

  --model   ${uiModels.join(" ")}
  --case    ${caseNames.join(" ")}
            inference: ${inferenceCases.join(" ")}
            ui: ${uiCases.join(" ")}
  --engine  ${engineNames.join(" ")}
            inference: ${inferenceEngines.join(" ")}
            (each again for more; all when absent)
  --host browser|node   where step and parity run; also BENCH_HOST
  --json FILE
`;

const flagsOf = {
  ui: {
    seconds: { type: "string" },
    backend: { type: "string" },
    width: { type: "string" },
    model: { type: "string", multiple: true },
    case: { type: "string", multiple: true },
    photos: { type: "string" },
    against: { type: "string" },
    json: { type: "string" },
  },
  step: {
    case: { type: "string", multiple: true },
    engine: { type: "string", multiple: true },
    host: { type: "string" },
    json: { type: "string" },
  },
  inference: {
    case: { type: "string", multiple: true },
    engine: { type: "string", multiple: true },
    json: { type: "string" },
  },
  plain: { json: { type: "string" } },
  parity: { host: { type: "string" } },
} as const;

/** @throws UsageError for anything that is unknown or out of range */
export function parseBenchArgs(
  [command, ...args]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): BenchArgs {
  switch (command) {
    case "ui": {
      const values = flags(args, flagsOf.ui);
      const { seconds: text = "30", backend: name = "wasm", json } = values;
      const backend = uiBackends.find((known) => known === name);
      if (!backend) throw new UsageError(`--backend must be wasm or webgpu, not "${name}"`);
      const seconds = Number(text);
      if (!(seconds > 0)) throw new UsageError("--seconds must be a number above 0");
      const width = Number(values.width ?? 32);
      if (!(Number.isInteger(width) && width >= 2 && width <= 128))
        throw new UsageError("--width must be a whole number from 2 to 128");
      const photos = Number(values.photos ?? 500);
      if (!(Number.isInteger(photos) && photos > 0))
        throw new UsageError("--photos must be a whole number above 0");
      const models = chosen("model", values.model, uiModels);
      const cases = chosen("case", values.case, uiCases);
      const { against } = values;
      return {
        ...{ command, cases, seconds, backend, models, width, photos },
        ...(against !== undefined && { against }),
        ...(json !== undefined && { json }),
      };
    }
    case "step": {
      const values = flags(args, flagsOf.step);
      const cases = chosen("case", values.case, caseNames);
      const engines = chosen("engine", values.engine, engineNames);
      const host = hostOf(values.host, env);
      return {
        command,
        cases,
        engines,
        host,
        ...(values.json !== undefined && { json: values.json }),
      };
    }
    case "inference": {
      const values = flags(args, flagsOf.inference);
      const cases = chosen("case", values.case, inferenceCases);
      const engines = chosen("engine", values.engine, inferenceEngines);
      return { command, cases, engines, ...(values.json !== undefined && { json: values.json }) };
    }
    case "models":
    case "photos":
    case "resume": {
      const { json } = flags(args, flagsOf.plain);
      return { command, ...(json !== undefined && { json }) };
    }
    case "parity":
      return { command, host: hostOf(flags(args, flagsOf.parity).host, env) };
    default:
      throw new UsageError(
        `Unknown command "${command ?? ""}"; use ui, step, inference, models, resume, photos or parity (--help)`,
      );
  }
}

function flags<const O extends NonNullable<Parameters<typeof parseArgs>[0]>["options"]>(
  args: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...args], options: options as NonNullable<O> }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split(". ")[0]);
  }
}

function chosen<N extends string>(
  flag: string,
  values: readonly string[] = [],
  known: readonly N[],
): readonly N[] {
  const unknown = values.find((value) => !known.includes(value as N));
  if (unknown !== undefined)
    throw new UsageError(`--${flag} has no "${unknown}"; use ${known.join(", ")}`);
  return values.length === 0 ? known : known.filter((name) => values.includes(name));
}

function hostOf(
  flag: string | undefined,
  { BENCH_HOST }: Readonly<Record<string, string | undefined>>,
) {
  const host = flag ?? BENCH_HOST ?? "browser";
  if (host !== "browser" && host !== "node")
    throw new UsageError(`--host must be browser or node, not "${host}"`);
  return host;
}
