import { describe, expect, test } from "vitest";
import { readTestReport } from "./testReport.ts";

describe("a report of Vitest", () => {
  const report = {
    numPassedTests: 2,
    testResults: [
      {
        name: "src/a.test.ts",
        status: "failed",
        assertionResults: [
          { fullName: "adds", status: "passed", duration: 1500 },
          { fullName: "divides", status: "failed", failureMessages: ["\u001b[31mNaN\u001b[39m"] },
          { fullName: "multiplies", status: "passed" },
        ],
      },
      { name: "src/b.test.ts", status: "failed", message: "no such file", assertionResults: [] },
    ],
  };

  test("names the tests that failed, and the files that could not be loaded", () => {
    expect(readTestReport(JSON.stringify(report))).toEqual({
      passed: 2,
      failed: [
        { name: "src/a.test.ts › divides", reason: "NaN" },
        { name: "src/b.test.ts", reason: "no such file" },
      ],
      timed: [
        { name: "src/a.test.ts › adds", seconds: 1.5 },
        { name: "src/a.test.ts › divides", seconds: 0 },
        { name: "src/a.test.ts › multiplies", seconds: 0 },
      ],
    });
  });

  test("keeps the first lines of a long reason", () => {
    const long = Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n");
    const [file] = report.testResults;
    const failing = { fullName: "adds", status: "failed", failureMessages: [long] };
    const { failed } = readTestReport(
      JSON.stringify({
        numPassedTests: 0,
        testResults: [{ ...file, assertionResults: [failing] }],
      }),
    );
    expect(failed[0]?.reason.split("\n")).toHaveLength(12);
  });
});

describe("a report of Playwright", () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    tests: [
      {
        status,
        results: [{ duration: 250, ...(message !== undefined && { error: { message } }) }],
      },
    ],
  });

  test("names what failed in a file and in its groups, and what passed only by being repeated", () => {
    const report = {
      stats: { expected: 1 },
      suites: [
        {
          title: "a.spec.ts",
          file: "a.spec.ts",
          specs: [spec("opens", "expected"), spec("saves", "unexpected", "Timed out")],
          suites: [
            { title: "dark", file: "a.spec.ts", specs: [spec("closes", "flaky", "Not visible")] },
          ],
        },
      ],
    };
    expect(readTestReport(JSON.stringify(report))).toEqual({
      passed: 1,
      failed: [
        { name: "a.spec.ts › saves", reason: "Timed out" },
        { name: "a.spec.ts › closes", reason: "Not visible" },
      ],
      timed: [
        { name: "a.spec.ts › opens", seconds: 0.25 },
        { name: "a.spec.ts › saves", seconds: 0.25 },
        { name: "a.spec.ts › closes", seconds: 0.25 },
      ],
    });
  });
});
