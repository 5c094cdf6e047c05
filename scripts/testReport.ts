/** Reads the JSON reports of Vitest and of Playwright: how many tests passed, which failed and why, and how long each took. */

import { relative, resolve } from "node:path";

export interface TimedTest {
  /** File and full title of the test. */
  readonly name: string;
  readonly seconds: number;
}

export interface FailedTest {
  /** File and full title of the test, or the file alone where it could not be loaded. */
  readonly name: string;
  /** First lines of what was thrown, without colours. */
  readonly reason: string;
}

export interface TestReport {
  readonly passed: number;
  readonly failed: readonly FailedTest[];
  /** Every test that ran. */
  readonly timed: readonly TimedTest[];
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
      /** Milliseconds; missing where it did not run. */
      readonly duration?: number | null;
    }[];
  }[];
}

interface PlaywrightSuite {
  readonly title: string;
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly {
        readonly error?: { readonly message?: string };
        /** Milliseconds. */
        readonly duration?: number;
      }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number };
  readonly suites: readonly PlaywrightSuite[];
}

/** Lines of a reason that are kept: enough for the message and the two values compared. */
const reasonLines = 12;

/** @throws {SyntaxError} where `json` is no JSON */
export function readTestReport(json: string): TestReport {
  const report = JSON.parse(json) as VitestReport | PlaywrightReport;
  return "testResults" in report ? vitestReport(report) : playwrightReport(report);
}

function vitestReport(report: VitestReport): TestReport {
  const failed = report.testResults.flatMap((file) => {
    const tests = file.assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) =>
        failedTest(`${file.name} › ${fullName}`, failureMessages?.join("\n")),
      );
    const unread = file.status === "failed" && tests.length === 0;
    return unread ? [failedTest(file.name, file.message)] : tests;
  });
  const timed = report.testResults.flatMap((file) =>
    file.assertionResults.map(({ fullName, duration }) => ({
      name: `${shortened(file.name)} › ${fullName}`,
      seconds: (duration ?? 0) / 1000,
    })),
  );
  return { passed: report.numPassedTests, failed, timed };
}

/** A file's path from the project on. */
const shortened = (path: string): string => relative(process.cwd(), resolve(path));

/** A test that passed only when it was repeated counts as failed: it is not to be relied on. */
function playwrightReport(report: PlaywrightReport): TestReport {
  const failedIn = (suite: PlaywrightSuite): readonly FailedTest[] => [
    ...(suite.specs ?? []).flatMap(({ title, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map(({ results }) =>
          failedTest(
            `${suite.file} › ${title}`,
            results.find(({ error }) => error)?.error?.message,
          ),
        ),
    ),
    ...(suite.suites ?? []).flatMap(failedIn),
  ];
  const timedIn = (suite: PlaywrightSuite): readonly TimedTest[] => [
    ...(suite.specs ?? []).flatMap(({ title, tests }) =>
      tests.map(({ results }) => ({
        name: `${suite.file} › ${title}`,
        seconds: results.reduce((sum, { duration = 0 }) => sum + duration, 0) / 1000,
      })),
    ),
    ...(suite.suites ?? []).flatMap(timedIn),
  ];
  return {
    passed: report.stats.expected,
    failed: report.suites.flatMap(failedIn),
    timed: report.suites.flatMap(timedIn),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
const colours = /\u001b\[\d*(?:;\d+)*m/g;

function failedTest(name: string, reason = ""): FailedTest {
  const lines = reason.replace(colours, "").split("\n");
  return { name, reason: lines.slice(0, reasonLines).join("\n") };
}
