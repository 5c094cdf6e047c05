/** What the command line asks of a soak. Every mistake ends in one `UsageError` that names the flag. */
import { parseArgs } from "node:util";
import { UsageError } from "../scripts/program.ts";

export interface SoakArgs {
  readonly names: readonly string[];
  readonly count?: number;
  readonly seed: number;
  readonly json?: string;
}

const flags = {
  count: { type: "string" },
  seed: { type: "string" },
  json: { type: "string" },
} as const;

/** @param known names of all cases */
export function parseSoakArgs(argv: readonly string[], known: readonly string[]): SoakArgs {
  const { values, positionals } = parsed(argv);
  if (positionals.length === 0) throw new UsageError(`Which one? ${known.join(", ")}`);
  for (const name of positionals) {
    if (!known.includes(name))
      throw new UsageError(`There is no "${name}", only ${known.join(", ")}`);
  }
  return {
    names: positionals,
    seed: whole("seed", values.seed, 0) ?? 1,
    ...(values.count !== undefined && { count: whole("count", values.count, 1) as number }),
    ...(values.json !== undefined && { json: values.json }),
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function whole(flag: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new UsageError(`--${flag} takes a whole number from ${least}, not "${text}"`);
}
