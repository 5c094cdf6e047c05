/** A run whose page dies while it trains, and what a new page makes of it. */
import type { BrowserContext, Page } from "@playwright/test";
import type { RunRecord, TrainRequest } from "../src/protocol/run.ts";
import { hurryEngine } from "./hurryEngine.ts";
import { startLab } from "./labRuns.ts";

export interface InterruptedRun {
  /** As it was seen last before the page died. */
  readonly lastSeen: RunRecord;
  /** As the new page found it. */
  readonly found: RunRecord;
  /** Some way beyond, on the new page. */
  readonly goneOn: RunRecord;
}

/** Steps beyond the last one seen after which a run has gone on for long enough. */
const fewSteps = 20;
const pollMs = 100;

/**
 * @param aliveMs how long the page lives once training has begun
 * @param hurry   how many times as fast its engine's clock runs
 */
export async function interruptRun(
  context: BrowserContext,
  request: TrainRequest,
  aliveMs: number,
  hurry = 1,
): Promise<InterruptedRun> {
  const { runId } = request;
  const doomed = await context.newPage();
  await startLab(doomed, "wasm");
  await hurryEngine(doomed, hurry);
  await begin(doomed, request);
  await recordOnce(doomed, runId, ({ step }) => step > 0);
  const diesAt = Date.now() + aliveMs;
  const lastSeen = await recordOnce(doomed, runId, () => Date.now() >= diesAt);
  await kill(doomed);

  const page = await context.newPage();
  await startLab(page, "wasm");
  const found = await recordOnce(page, runId, () => true);
  await page.evaluate((run) => window.lab.resume(run), runId);
  const goneOn = await pausedAfter(page, runId, lastSeen.step + fewSteps);
  await page.close();
  return { lastSeen, found, goneOn };
}

/** The same training without any interruption, for as many steps at least. */
export async function undisturbedRun(
  context: BrowserContext,
  request: TrainRequest,
  steps: number,
): Promise<RunRecord> {
  const page = await context.newPage();
  await startLab(page, "wasm");
  await begin(page, request);
  const record = await pausedAfter(page, request.runId, steps);
  await page.close();
  return record;
}

/** Largest difference of a loss that both have logged from `step` on, and how many were compared. */
export function lossDifference(
  a: RunRecord,
  b: RunRecord,
  losses: readonly string[],
  step: number,
) {
  const valuesOf = ({ history }: RunRecord) =>
    new Map(history.flatMap((at) => losses.map((name) => [`${at.step} ${name}`, at.values[name]])));
  const others = valuesOf(b);
  const differences = [...valuesOf({ ...a, history: a.history.filter((at) => at.step >= step) })]
    .map(([key, value]) => [value, others.get(key)] as const)
    .flatMap(([x, y]) => (x === undefined || y === undefined ? [] : [Math.abs(x - y)]));
  return { compared: differences.length, largest: Math.max(...differences) };
}

async function begin(page: Page, request: TrainRequest): Promise<void> {
  await page.evaluate((run) => void window.lab.train(run), request);
}

/** Its renderer crashes, with all of its workers: nothing of the page is asked to clean up. */
async function kill(page: Page): Promise<void> {
  const died = page.waitForEvent("crash");
  const session = await page.context().newCDPSession(page);
  session.send("Page.crash").catch(() => undefined); // there is nobody left to answer
  await died;
}

async function pausedAfter(page: Page, runId: string, step: number): Promise<RunRecord> {
  await recordOnce(page, runId, (record) => record.step >= step);
  await page.evaluate((run) => window.lab.pause(run), runId);
  return recordOnce(page, runId, ({ state }) => state === "paused");
}

async function recordOnce(
  page: Page,
  runId: string,
  isSo: (record: RunRecord) => boolean,
): Promise<RunRecord> {
  for (;;) {
    const record = await page.evaluate((run) => window.lab.record(run).catch(() => null), runId);
    if (record && isSo(record)) return record;
    await page.waitForTimeout(pollMs);
  }
}
