/**
 * `bench ui`: how the page feels while a VAE trains on 32 px patches of the sample project
 * with WASM or WebGPU: the longest task of the main thread, and how fast the picture follows a slider.
 */
import { chromium } from "playwright";
import { StudioPage } from "../e2e/pages/studioPage.ts";
import { writeJson } from "../lab/report.ts";
import { buildIfNeeded, serveApp } from "../scripts/builtApp.ts";
import { ensureChromium, flagsForBackend } from "../scripts/chromium.ts";
import { measureLatency } from "./latency.ts";
import { mainThreadTasks, recordTrace } from "./mainThread.ts";
import type { UiBenchArgs } from "./uiArgs.ts";

const moves = 100;

export async function benchUi({ seconds, backend, width, json }: UiBenchArgs): Promise<void> {
  const executablePath = ensureChromium();
  await buildIfNeeded();
  const app = await serveApp();
  const browser = await chromium.launch({ executablePath, args: flagsForBackend(backend) });
  try {
    const context = await browser.newContext({ baseURL: app.url, locale: "en-GB" });
    const studio = new StudioPage(await context.newPage());
    const { page } = studio;
    const session = await browser.newBrowserCDPSession();
    await studio.open(`?backend=${backend}`);
    await studio.train("Variational autoencoder", width);
    const trace = await recordTrace(session, () => page.waitForTimeout(seconds * 1000));
    const mainThread = mainThreadTasks(trace, seconds);
    const measure = async () => {
      await studio.openGenerateOfRun();
      await studio.showAllDimensions();
      return measureLatency(page, studio.latentSlider(0), 0, studio.latentPicture(), moves);
    };
    const whileTraining = await measure();
    await studio.goTo("Train");
    const stepMs = Number((1000 / (await studio.stepsPerSecond())).toFixed(1));
    await studio.press("Stop");
    const idle = await measure();
    const report = {
      backend,
      width,
      seconds,
      stepMs,
      mainThread,
      latency: { idle, whileTraining },
    };
    if (json) writeJson(json, report);
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await browser.close();
    await app.close();
  }
}
