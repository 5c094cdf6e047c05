/**
 * `npm run soak -- NAME`: what `npm test` does a few times, done hundreds of times. Exit code 1 where a bar
 * was missed.
 */
import { writeJson } from "../lab/report.ts";
import { runProgram } from "../scripts/program.ts";
import { parseSoakArgs, type SoakArgs } from "./args.ts";
import { soakCases } from "./cases.ts";
import type { SoakReport } from "./soakCase.ts";

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes("--help")) return printUsage();
  const args = parseSoakArgs(argv, Object.keys(soakCases));
  const rows = [];
  for (const name of args.names) rows.push({ name, ...(await soak(name, args)) });
  if (args.json) writeJson(args.json, { rows });
  if (rows.some(({ passed }) => !passed)) process.exitCode = 1;
}

async function soak(name: string, { count, seed }: SoakArgs): Promise<SoakReport> {
  const load = soakCases[name] as (typeof soakCases)[string]; // parseSoakArgs knows the names
  const soakCase = await load();
  const started = performance.now();
  const report = await soakCase.run({
    count: count ?? soakCase.count,
    seed,
    onProgress: (done, total) => process.stderr.write(`\r${name}: ${done} of ${total}`),
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write("\n");
  for (const failure of report.failures) process.stdout.write(`${name}: ${failure}\n`);
  const verdict = report.passed ? "passed" : "FAILED";
  process.stdout.write(`${name} ${verdict} ${JSON.stringify({ ...report.figures, seconds })}\n`);
  return report;
}

async function printUsage(): Promise<void> {
  process.stdout.write("npm run soak -- NAME [NAME …] [--count N] [--seed 1] [--json FILE]\n\n");
  for (const [name, load] of Object.entries(soakCases)) {
    const { summary, count } = await load();
    process.stdout.write(`  ${name.padEnd(16)} ${summary} (${count})\n`);
  }
}

await runProgram(main);
process.exit(); // a browser or a device that hangs would keep it alive
