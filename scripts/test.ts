/**
 * `npm test`: everything that CI asks for, in order; a failing stage does not keep the later ones from
 * running. What failed is said again at the end, with its reason, so that the last page of a log has it
 * all, with the tests that took longest; the last line counts single tests, and each check that is not a test as one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { ensureTestBrowser } from "./chromium.ts";
import { type FailedTest, readTestReport, type TestReport, type TimedTest } from "./testReport.ts";

/** Tests that the summary lists by how long they took. */
const mostListed = 20;

interface Result extends TestReport {
  readonly title: string;
  readonly seconds: number;
}

interface Stage {
  readonly title: string;
  /** npm script and its arguments. */
  readonly command: readonly string[];
  /** JSON report that the command writes, where it runs single tests. */
  readonly report?: string;
}

const vitestReport = (path: string): readonly string[] => [
  "--",
  "--reporter=dot",
  "--reporter=json",
  `--outputFile.json=${path}`,
];

/** One group after the other; the stages of one run at once. */
const stages: readonly (readonly Stage[])[] = [
  [
    {
      title: "unit tests",
      command: ["test:unit", ...vitestReport(".cache/unit.json")],
      report: ".cache/unit.json",
    },
  ],
  [{ title: "build", command: ["build"] }],
  [
    { title: "size of the page", command: ["test:size"] },
    { title: "policy of the page", command: ["test:sinks"] },
  ],
  // A browser leaves more than a quarter of two cores idle.
  [
    {
      title: "browser tests",
      command: ["test:browser", ...vitestReport(".cache/browser.json")],
      report: ".cache/browser.json",
    },
    { title: "types", command: ["test:types"] },
    { title: "lint", command: ["test:lint"] },
    { title: "import rules", command: ["test:imports"] },
    { title: "dead code", command: ["test:unused"] },
  ],
  [{ title: "end-to-end tests", command: ["test:e2e"], report: ".cache/e2e.json" }],
];

/** Runs stages at once: the output of one that is alone goes to the terminal as it comes, of others at their end. */
const runAll = (group: readonly Stage[]): Promise<Result[]> =>
  Promise.all(group.map((stage) => run(stage, group.length === 1)));

async function run({ title, command, report }: Stage, isAlone: boolean): Promise<Result> {
  if (isAlone) process.stdout.write(`\n── ${title}\n`);
  if (report) rmSync(report, { force: true });
  const start = performance.now();
  const output = isAlone ? "inherit" : "pipe";
  const child = spawn("npm", ["run", "--silent", ...command], {
    stdio: ["ignore", output, output],
    shell: process.platform === "win32",
  });
  let told = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      told += text;
    });
  }
  const [status] = (await once(child, "close")) as [number | null];
  if (!isAlone) process.stdout.write(`\n── ${title}\n${told}`);
  const seconds = Math.round((performance.now() - start) / 1000);
  const { passed, failed, timed } =
    report && existsSync(report)
      ? readTestReport(readFileSync(report, "utf8"))
      : { passed: status === 0 && !report ? 1 : 0, failed: [], timed: [] };
  const whole: FailedTest = { name: `npm run ${command[0]}`, reason: `ended with ${status}` };
  const all = status !== 0 && failed.length === 0 ? [whole] : failed;
  return { title, seconds, passed, failed: all, timed };
}

/** The `mostListed` that took longest, the longest first. */
const longestOf = (timed: readonly TimedTest[]): readonly TimedTest[] =>
  [...timed].sort((a, b) => b.seconds - a.seconds).slice(0, mostListed);

try {
  ensureTestBrowser();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
const results: Result[] = [];
for (const group of stages) results.push(...(await runAll(group)));
for (const { title, failed } of results) {
  for (const { name, reason } of failed) {
    process.stdout.write(`\nFAILED in ${title}: ${name}\n${reason}\n`);
  }
}
process.stdout.write("\nThe longest tests\n");
for (const { name, seconds } of longestOf(results.flatMap(({ timed }) => timed)))
  process.stdout.write(`${seconds.toFixed(1).padStart(6)} s  ${name}\n`);
process.stdout.write("\n");
for (const { title, seconds, passed, failed } of results) {
  const verdict = failed.length > 0 ? `${failed.length} FAILED` : "ok";
  process.stdout.write(
    `${title.padEnd(18)} ${String(passed).padStart(5)} passed  ${verdict.padEnd(10)} ${seconds} s\n`,
  );
}
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed.length, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
