/** The built app's lab page in a headless Chromium, ready to be told what to do. */
import { chromium, type Page } from "playwright";
import { buildIfNeeded, serveApp } from "../scripts/builtApp.ts";
import { ensureChromium, flagsForBackend } from "../scripts/chromium.ts";
import type { LabApi, ReportProgress } from "../src/lab/labApi.ts";
import type { EngineChoice } from "../src/protocol/backend.ts";
import type { EngineInfo } from "../src/protocol/engine.ts";

type Method = keyof LabApi;

export interface LabPage {
  readonly page: Page;
  readonly info: EngineInfo;
  /** Calls one method of the page's `LabApi`. Throws what the page throws. */
  ask<M extends Method>(method: M, ...args: Parameters<LabApi[M]>): ReturnType<LabApi[M]>;
  close(): Promise<void>;
}

/** Builds and serves the app, opens its lab page and starts the engine there. */
export async function openLabPage(
  choice: EngineChoice,
  onProgress: ReportProgress,
): Promise<LabPage> {
  const executablePath = ensureChromium();
  await buildIfNeeded();
  const app = await serveApp();
  const browser = await chromium.launch({ executablePath, args: flagsForBackend(choice.backend) });
  const close = async () => {
    await browser.close();
    await app.close();
  };
  try {
    const page = await browser.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") process.stderr.write(`page: ${message.text()}\n`);
    });
    page.on("pageerror", (error) => process.stderr.write(`page: ${error.message}\n`));
    await page.exposeFunction("reportProgress", onProgress);
    await page.goto(`${app.url}lab/`);
    const ask = (<M extends Method>(method: M, ...args: Parameters<LabApi[M]>) =>
      page.evaluate(callLab, { method, args })) as LabPage["ask"];
    const info = await ask("start", choice);
    return { page, info, ask, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs inside the page. */
function callLab({ method, args }: { readonly method: Method; readonly args: readonly unknown[] }) {
  const call = window.lab[method] as (...args: readonly unknown[]) => Promise<unknown>;
  return call(...args);
}
