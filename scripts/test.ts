/**
 * `npm test`: everything that CI asks for, in order; a failing stage does not keep the later ones from
 * running. The last line counts single tests, and each check that is not a test as one.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { ensureChromium } from "./chromium.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
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

const stages: readonly Stage[] = [
  { title: "types", command: ["test:types"] },
  { title: "lint", command: ["test:lint"] },
  { title: "import rules", command: ["test:imports"] },
  { title: "dead code", command: ["test:unused"] },
  {
    title: "unit tests",
    command: ["test:unit", ...vitestReport(".cache/unit.json")],
    report: ".cache/unit.json",
  },
  { title: "build", command: ["build"] },
  { title: "size of the page", command: ["test:size"] },
  { title: "policy of the page", command: ["test:sinks"] },
  {
    title: "browser tests",
    command: ["test:browser", ...vitestReport(".cache/browser.json")],
    report: ".cache/browser.json",
  },
  { title: "end-to-end tests", command: ["test:e2e"], report: ".cache/e2e.json" },
];

/** Runs one stage with its output on the terminal. */
function run({
  title,
  command,
  report,
}: Stage): Count & { readonly title: string; readonly seconds: number } {
  process.stdout.write(`\n── ${title}\n`);
  if (report) rmSync(report, { force: true });
  const start = performance.now();
  const { status } = spawnSync("npm", ["run", "--silent", ...command], {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  const counted = report && existsSync(report) ? countsOf(report) : { passed: 0, failed: 0 };
  if (status === 0 && counted.failed === 0) {
    return { title, seconds, passed: report ? counted.passed : 1, failed: 0 };
  }
  return { title, seconds, passed: counted.passed, failed: Math.max(1, counted.failed) };
}

/** Reads a report of Vitest or Playwright. */
function countsOf(path: string): Count {
  const report = JSON.parse(readFileSync(path, "utf8")) as {
    readonly numPassedTests?: number;
    readonly numFailedTests?: number;
    readonly stats?: {
      readonly expected: number;
      readonly unexpected: number;
      readonly flaky: number;
    };
  };
  return {
    passed: report.numPassedTests ?? report.stats?.expected ?? 0,
    failed: report.numFailedTests ?? (report.stats?.unexpected ?? 0) + (report.stats?.flaky ?? 0),
  };
}

try {
  ensureChromium();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
const results = stages.map(run);
process.stdout.write("\n");
for (const { title, seconds, passed, failed } of results) {
  const verdict = failed > 0 ? `${failed} FAILED` : "ok";
  process.stdout.write(
    `${title.padEnd(18)} ${String(passed).padStart(5)} passed  ${verdict.padEnd(10)} ${seconds} s\n`,
  );
}
const total = (key: keyof Count) => results.reduce((sum, result) => sum + result[key], 0);
process.stdout.write(`\n${total("passed")} passed, ${total("failed")} failed\n`);
process.exitCode = total("failed") > 0 ? 1 : 0;
