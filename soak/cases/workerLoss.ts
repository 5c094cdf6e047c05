/**
 * The engine's worker is lost again and again while it trains, at random moments: four times out of five it
 * ends itself, else it loops for ever. Each time the run must go on by itself, with 10 s of training lost at
 * most, and memory must not grow.
 */
import type { Browser } from "playwright";
import { endEngine, hangEngine } from "../../e2e/engineWorker.ts";
import { StudioPage } from "../../e2e/pages/studioPage.ts";
import { withApp } from "../../scripts/withApp.ts";
import { Rng } from "../../src/lib/rng.ts";
import { rendererMegabytes } from "../rendererMemory.ts";
import type { SoakCase } from "../soakCase.ts";

/** Three losses in a minute are the most that the page mends by itself. */
const betweenLossesMs = 21_000;
/** Where the page has to notice a hang first, and its machine is busy. */
const backMs = 120_000;
/** Training that may be lost. */
const mostLostSeconds = 10;
/** Growth of the renderers from the first losses to the last ones. */
const mostGrowth = 1.25;
const pollMs = 200;
/** A run has 100,000 steps at most, which a fast machine takes in half an hour: another one follows before. */
const mostSteps = 80_000;

type Loss = "ends" | "hangs";

interface Outcome {
  readonly lostSeconds: number;
  readonly megabytes: number;
}

export const workerLoss: SoakCase = {
  summary: "the engine's worker ends or hangs while it trains; the run goes on",
  count: 100,
  run: ({ count, seed, onProgress }) =>
    withApp(async (browser, url) => {
      const training = await startTraining(browser, url);
      const rng = new Rng(seed);
      const outcomes: Outcome[] = [];
      const failures: string[] = [];
      for (let at = 0; at < count && failures.length < 3; at++) {
        const loss: Loss = at % 5 === 4 ? "hangs" : "ends";
        const afterMs = betweenLossesMs + rng.uniform(0, 9000);
        const outcome = await training.lose(loss, afterMs).catch((error: unknown) => {
          failures.push(`loss ${at} (${loss}) after ${Math.round(afterMs)} ms: ${error}`);
          return null;
        });
        if (outcome) outcomes.push(outcome);
        if (outcome && outcome.lostSeconds > mostLostSeconds) {
          failures.push(`loss ${at} (${loss}): ${outcome.lostSeconds.toFixed(1)} s lost`);
        }
        onProgress(at + 1, count);
      }
      const growth = growthOf(outcomes.map(({ megabytes }) => megabytes));
      if (growth > mostGrowth) failures.push(`memory grew by a factor of ${growth.toFixed(2)}`);
      return {
        passed: failures.length === 0,
        figures: {
          resumed: outcomes.length,
          mostLostSeconds: round(Math.max(...outcomes.map(({ lostSeconds }) => lostSeconds))),
          memoryGrowth: round(growth),
        },
        failures,
      };
    }),
};

const round = (value: number): number => Math.round(value * 100) / 100;

/** Of the mean of the last third over that of the first, the very first left out; 1 for fewer than ten. */
function growthOf(megabytes: readonly number[]): number {
  const third = Math.floor((megabytes.length - 1) / 3);
  if (third < 3) return 1;
  const mean = (some: readonly number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
  return mean(megabytes.slice(-third)) / mean(megabytes.slice(1, 1 + third));
}

/** A page that trains the smallest VAE without end. */
async function startTraining(browser: Browser, baseURL: string) {
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const page = await context.newPage();
  const studio = new StudioPage(page);
  await page.goto("/?backend=wasm");
  await page.getByRole("button", { name: /^Compute engine: / }).waitFor({ timeout: backMs });
  await studio.chooseTiny("VAE", 100_000);
  await studio.press("Train");
  const told = page.getByRole("region", { name: "Notices" }).getByText(/goes on from step/);
  const paused = page.getByRole("main").getByRole("button", { name: "Pause" });
  await paused.and(page.locator(":enabled")).waitFor({ timeout: backMs });

  /** Steps that were seen, and when; of the training since the last loss. */
  let seen: { readonly step: number; readonly at: number }[] = [];
  async function watchFor(ms: number): Promise<void> {
    for (const end = Date.now() + ms; Date.now() < end; ) {
      seen.push({ step: await studio.stepsTaken(), at: Date.now() });
      await page.waitForTimeout(pollMs);
    }
  }

  /** Where the run nears its end another one follows: of one that has finished nothing could go on. */
  async function renew(): Promise<void> {
    if ((await studio.stepsTaken()) < mostSteps) return;
    await studio.press("Stop");
    await studio.press("Train");
    await paused.and(page.locator(":enabled")).waitFor({ timeout: backMs });
    seen = [];
  }

  /** Loses the worker after so long, and waits until the run has gone beyond where it resumed. */
  async function lose(loss: Loss, afterMs: number): Promise<Outcome> {
    await renew();
    await watchFor(afterMs);
    await told.waitFor({ state: "detached" }); // of the loss before
    const lostAt = Date.now();
    if (loss === "ends") endEngine(page);
    else hangEngine(page);
    await told.waitFor({ timeout: backMs });
    const words = (await told.textContent()) ?? "";
    const resumed = Number(/step ([\d,]+)/.exec(words)?.[1]?.replaceAll(",", ""));
    const reached = seen.find(({ step }) => step >= resumed)?.at ?? lostAt;
    seen = [];
    while ((await studio.stepsTaken()) <= resumed) await page.waitForTimeout(pollMs);
    return {
      lostSeconds: (lostAt - reached) / 1000,
      megabytes: await rendererMegabytes(browser),
    };
  }
  return { lose };
}
