/** `bench resume`: what a page that dies while a model trains costs, and whether the run goes on unchanged. */
import { type BrowserContext, chromium } from "playwright";
import { interruptRun, lossDifference, undisturbedRun } from "../e2e/interruptedRun.ts";
import { startLab, tinyData, tinyRequest } from "../e2e/labRuns.ts";
import { writeJson } from "../lab/report.ts";
import { buildIfNeeded, serveApp } from "../scripts/builtApp.ts";
import { ensureChromium, quietFlags } from "../scripts/chromium.ts";
import type { ModelSpec } from "../src/protocol/spec.ts";

/** Beyond the first checkpoint and just before the second. */
const aliveMs = 15_000;

export async function benchResume({ json }: { readonly json?: string }): Promise<void> {
  const executablePath = ensureChromium();
  await buildIfNeeded();
  const app = await serveApp();
  const browser = await chromium.launch({ executablePath, args: [...quietFlags] });
  try {
    const context = await browser.newContext({ baseURL: app.url });
    const rows = [];
    for (const spec of await modelsOf(context)) {
      const row = await interrupted(context, spec);
      rows.push(row);
      process.stdout.write(`${JSON.stringify(row)}\n`);
    }
    if (json) writeJson(json, { rows });
  } finally {
    await browser.close();
    await app.close();
  }
}

async function modelsOf(context: BrowserContext): Promise<readonly ModelSpec[]> {
  const page = await context.newPage();
  const { models } = await startLab(page, "wasm");
  await page.close();
  return models;
}

async function interrupted(context: BrowserContext, spec: ModelSpec) {
  const request = tinyRequest(spec, tinyData(16), { steps: 100_000, width: 16 });
  const { lastSeen, found, goneOn } = await interruptRun(context, request, aliveMs);
  const whole = await undisturbedRun(
    context,
    { ...request, runId: `${spec.id}/whole` },
    goneOn.step,
  );
  const { compared, largest } = lossDifference(goneOn, whole, spec.losses, found.step + 1);
  return {
    model: spec.id,
    diedAtStep: lastSeen.step,
    foundAtStep: found.step,
    lostSeconds: Number((lastSeen.seconds - found.seconds).toFixed(1)),
    lossesCompared: compared,
    largestDifference: largest,
  };
}
