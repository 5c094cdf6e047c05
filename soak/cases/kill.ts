/**
 * The browser is killed again and again while a run is written: every other time in the middle of a
 * training, else while single steps are taken, each of which ends in a checkpoint. The run must be there
 * with what was confirmed, and go on.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { tinyData, tinyRequest } from "../../e2e/labRuns.ts";
import { buildIfNeeded, serveApp } from "../../scripts/builtApp.ts";
import { Rng } from "../../src/lib/rng.ts";
import type { RunRecord, TrainRequest } from "../../src/protocol/run.ts";
import { startChromium } from "../ownChromium.ts";
import type { SoakCase } from "../soakCase.ts";

type Way = "training" | "stepping";

/** Training that may be lost; of single steps, one. */
const mostLostSeconds = 10;
const steps = 100_000;
/** To load a run and take its first step, on a busy machine. */
const startMs = 120_000;

export const kill: SoakCase = {
  summary: "the browser is killed while it writes checkpoints; the run is there and goes on",
  count: 50,
  async run({ count, seed, onProgress }) {
    await buildIfNeeded();
    const app = await serveApp();
    const profile = mkdtempSync(join(tmpdir(), "latent-loom-kill-"));
    const rng = new Rng(seed);
    const failures: string[] = [];
    let before: RunRecord | null = null;
    let way: Way = "training";
    let mostLost = 0;
    try {
      for (let at = 0; at <= count; at++) {
        const aliveMs = rng.uniform(200, at % 2 === 0 ? 12_000 : 3_000);
        const seen = await onePage(
          app.url,
          profile,
          at % 2 === 0 ? "training" : "stepping",
          aliveMs,
        );
        if (before) {
          const lost = lossOf(before, seen.found, way);
          mostLost = Math.max(mostLost, lost.seconds);
          if (lost.isTooMuch) failures.push(`kill ${at} (${way}): ${JSON.stringify(lost)}`);
        }
        before = seen.last;
        way = at % 2 === 0 ? "training" : "stepping";
        onProgress(at, count);
      }
    } finally {
      await app.close();
      rmSync(profile, { recursive: true, force: true });
    }
    const figures = { kills: count, mostSecondsLost: Number(mostLost.toFixed(1)) };
    return { passed: failures.length === 0, figures, failures };
  },
};

interface Seen {
  /** As this page found it; null on the first. */
  readonly found: RunRecord | null;
  /** As it was confirmed last before the kill. */
  readonly last: RunRecord;
}

/** One life of the browser. */
async function onePage(url: string, profile: string, way: Way, aliveMs: number): Promise<Seen> {
  const chromium = await startChromium(profile);
  try {
    const context = chromium.browser.contexts()[0];
    if (!context) throw new Error("The browser has no window");
    const page = await context.newPage();
    await page.goto(`${url}lab/`);
    const { models } = await page.evaluate(() =>
      window.lab.start({ backend: "wasm", steps: "compiled" }),
    );
    const spec = models.find(({ id }) => id === "autoencoder");
    if (!spec) throw new Error("The engine knows no autoencoder");
    const request = { ...tinyRequest(spec, tinyData(8), { steps, width: 8 }), runId: "killed" };
    const found = await recordOf(page, request.runId);
    await goOn(page, request, found);
    return { found, last: await liveFor(page, request.runId, way, aliveMs) };
  } finally {
    await chromium.kill();
  }
}

const recordOf = (page: Page, runId: string): Promise<RunRecord | null> =>
  page.evaluate((id) => window.lab.record(id).catch(() => null), runId);

async function goOn(page: Page, request: TrainRequest, found: RunRecord | null): Promise<void> {
  if (found) await page.evaluate((id) => window.lab.resume(id), request.runId);
  else {
    await page.evaluate((run) => {
      window.lab.train(run).catch((error: unknown) => {
        document.title = String(error);
      });
    }, request);
  }
  for (const until = performance.now() + startMs; ; ) {
    if (performance.now() > until) throw new Error(`No step was taken: ${await page.title()}`);
    const record = await recordOf(page, request.runId);
    if (record && record.step > (found?.step ?? 0)) return;
    await page.waitForTimeout(50);
  }
}

/** @returns the newest record that was seen; while stepping, the newest that is confirmed to be kept */
async function liveFor(page: Page, runId: string, way: Way, aliveMs: number): Promise<RunRecord> {
  const until = performance.now() + aliveMs;
  let last: RunRecord | null = null;
  while (performance.now() < until || !last) {
    if (way === "stepping") {
      await page.evaluate((id) => window.lab.pause(id), runId);
      last = await recordOf(page, runId);
      void page.evaluate((id) => window.lab.resume(id), runId).catch(() => undefined);
    } else {
      last = await recordOf(page, runId);
      await page.waitForTimeout(50);
    }
  }
  return last;
}

function lossOf(before: RunRecord, found: RunRecord | null, way: Way) {
  if (!found) return { isTooMuch: true, seconds: Number.POSITIVE_INFINITY, steps: before.step };
  const seconds = before.seconds - found.seconds;
  const lostSteps = before.step - found.step;
  const isTooMuch = way === "stepping" ? lostSteps > 0 : seconds > mostLostSeconds && lostSteps > 1;
  return { isTooMuch, seconds, steps: lostSteps };
}
