/** From the command line to one of the verbs, and the help. */
import { UsageError } from "../scripts/program.ts";
import { commonArgs, commonFlags, readFlags } from "./args.ts";
import type { Asked, Verb } from "./verb.ts";

const commonUsage = `
  DIR has one sub-folder a class.
  --size 32|64  --seed N  --steps N  --seconds N  --backend auto|webgpu|webgl|wasm|cpu
  --engine compiled|stock  --model NAME  --preset NAME  --set name=value (again for more)  --json FILE
`;

/** The help: every verb with what it does, and the flags that all have. */
export function usageOf(verbs: readonly Verb[]): string {
  const calls = verbs.flatMap(({ name, usage }) =>
    usage.map(([call, does]) => [`${name} ${call}`, does] as const),
  );
  const width = Math.max(...calls.map(([call]) => call.length));
  const lines = calls.map(
    ([call, does]) =>
      `  ${call.padEnd(width)}  ${does.replaceAll("\n", `\n${" ".repeat(width + 4)}`)}`,
  );
  return ["npm run lab -- COMMAND [FLAGS]", "", ...lines, commonUsage].join("\n");
}

/** @throws UsageError for anything that is unknown, missing or out of range */
export function parseLabArgs(argv: readonly string[], verbs: readonly Verb[]): Asked {
  const [command, ...rest] = argv;
  const verb = verbs.find(({ name }) => name === command);
  if (!verb) {
    const names = verbs.map(({ name }) => name).join(", ");
    throw new UsageError(`Unknown command "${command ?? ""}"; use ${names} (--help tells more)`);
  }
  const flags = [...commonFlags, ...verb.flags];
  const { values, lists } = readFlags(rest, flags, ["set", ...(verb.lists ?? [])]);
  return verb.ask(values, commonArgs(values, lists.set ?? []), lists);
}
