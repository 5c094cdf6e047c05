/** `npm run bench`: figures of the app as people use it, printed and kept as JSON. */
import { parseArgs } from "node:util";
import { runProgram, UsageError } from "../scripts/program.ts";
import { benchUi, type UiBenchArgs } from "./ui.ts";

const usage = `npm run bench -- ui [--seconds 30] [--json FILE]

  ui   longest main-thread task while training, and slider-to-picture latency
`;

function readArgs(argv: readonly string[]): UiBenchArgs {
  const [command, ...args] = argv;
  if (command !== "ui") throw new UsageError(`Unknown command "${command ?? ""}"; use ui`);
  const options = { seconds: { type: "string" }, json: { type: "string" } } as const;
  let values: { seconds?: string; json?: string };
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    throw new UsageError((error as Error).message.split(". ")[0]);
  }
  const seconds = Number(values.seconds ?? 30);
  if (!(seconds > 0)) throw new UsageError("--seconds must be a number above 0");
  return { seconds, ...(values.json !== undefined && { json: values.json }) };
}

await runProgram(async (argv) => {
  if (argv.includes("--help")) process.stdout.write(usage);
  else await benchUi(readArgs(argv));
});
