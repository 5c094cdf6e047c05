/** Reads the JSON reports of Vitest and of Playwright: how many tests passed, and which failed and why. */

export interface FailedTest {
  /** File and full title of the test, or the file alone where it could not be loaded. */
  readonly name: string;
  /** First lines of what was thrown, without colours. */
  readonly reason: string;
}

export interface TestReport {
  readonly passed: number;
  readonly failed: readonly FailedTest[];
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
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
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
  return { passed: report.numPassedTests, failed };
}

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
  return { passed: report.stats.expected, failed: report.suites.flatMap(failedIn) };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
const colours = /\u001b\[\d*(?:;\d+)*m/g;

function failedTest(name: string, reason = ""): FailedTest {
  const lines = reason.replace(colours, "").split("\n");
  return { name, reason: lines.slice(0, reasonLines).join("\n") };
}
