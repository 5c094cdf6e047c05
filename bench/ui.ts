/**
 * `bench ui`: how the page feels while a model trains on 32 px patches of the sample project with WASM
 * or WebGPU: the longest task of the main thread, and for the VAE how fast the picture follows a slider; and
 * how quickly photos are judged.
 */
import { availableParallelism, loadavg } from "node:os";
import { type CDPSession, chromium } from "playwright";
import { StudioPage } from "../e2e/pages/studioPage.ts";
import { writeJson } from "../lab/report.ts";
import { buildIfNeeded, serveApp } from "../scripts/builtApp.ts";
import { ensureChromium, flagsForBackend } from "../scripts/chromium.ts";
import { models as words } from "../src/messages/en/models.ts";
import { benchDeskPhotos } from "./deskPhotos.ts";
import { measureLatency } from "./latency.ts";
import { type MainThreadTasks, mainThreadTasks, recordTrace } from "./mainThread.ts";
import type { UiBenchArgs, UiModel } from "./uiArgs.ts";

const moves = 100;
/** The model whose sliders are moved. */
const withSliders: UiModel = "vae";

export async function benchUi(args: UiBenchArgs): Promise<void> {
  const { cases, backend, width, seconds, json } = args;
  const rows = cases.includes("training") ? await whileTraining(args) : [];
  const desk = await benchDeskPhotos(
    cases.filter((name) => name !== "training"),
    args,
  );
  for (const row of desk) process.stdout.write(`${JSON.stringify(row)}\n`);
  if (json)
    writeJson(json, {
      ...{ backend, cores: availableParallelism(), load: loadavg()[0] },
      ...(rows.length > 0 && { width, seconds, rows }),
      ...(desk.length > 0 && { desk }),
    });
}

async function whileTraining({ seconds, backend, models, width }: UiBenchArgs) {
  const executablePath = ensureChromium();
  await buildIfNeeded();
  const app = await serveApp();
  const browser = await chromium.launch({ executablePath, args: flagsForBackend(backend) });
  try {
    const context = await browser.newContext({ baseURL: app.url, locale: "en-GB" });
    const studio = new StudioPage(await context.newPage());
    const session = await browser.newBrowserCDPSession();
    await studio.open(`?backend=${backend}`);
    const rows = [];
    for (const model of models) {
      await studio.train(radioName(model), width);
      const mainThread = await watchedFor(seconds, studio, session);
      const latency = model === withSliders ? await latencies(studio) : undefined;
      const stepMs = Number((1000 / (await studio.stepsPerSecond())).toFixed(1));
      await studio.press("Stop");
      const row = { model, stepMs, mainThread, ...(latency && { latency }) };
      rows.push(row);
      process.stdout.write(`${JSON.stringify(row)}\n`);
    }
    return rows;
  } finally {
    await browser.close();
    await app.close();
  }
}

/** What the model's choice on the Train desk is called. */
function radioName(model: UiModel): string {
  const [short, name] = [words[`model.${model}.short`], words[`model.${model}`]];
  return short === name ? name : `${short}: ${name}`;
}

async function watchedFor(
  seconds: number,
  { page }: StudioPage,
  session: CDPSession,
): Promise<MainThreadTasks> {
  const trace = await recordTrace(session, () => page.waitForTimeout(seconds * 1000));
  return mainThreadTasks(trace, seconds);
}

/** While it trains and while it rests; it trains again afterwards. */
async function latencies(studio: StudioPage) {
  const measure = async () => {
    await studio.openGenerateOfRun();
    await studio.showAllDimensions();
    const latency = measureLatency(
      studio.page,
      studio.latentSlider(0),
      0,
      studio.latentPicture(),
      moves,
    );
    return latency.finally(() => studio.goTo("Train"));
  };
  const whileTraining = await measure();
  await studio.press("Pause");
  const idle = await measure();
  await studio.press("Resume");
  return { idle, whileTraining };
}
