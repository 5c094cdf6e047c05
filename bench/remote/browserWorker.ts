/** A worker that answers calls, in a headless browser of its own: where its GPU process dies, no other does. */
import { chromium, type Page } from "playwright";
import { ensureChromium, flagsForBackend } from "../../scripts/chromium.ts";
import type { BenchServer } from "./benchServer.ts";
import { type Answer, type Remote, resultOf } from "./calls.ts";

declare global {
  interface Window {
    /** Asks the page's worker. */
    askWorker: (method: string, args: readonly unknown[]) => Promise<Answer>;
  }
}

/** WebGL without a GPU has to be asked for. */
const flags = ["--enable-unsafe-swiftshader"];

/** @param path of the worker's module, from the project's root; it calls `serveMessages` */
export async function startBrowserWorker({ url }: BenchServer, path: string): Promise<Remote> {
  const args = [...flagsForBackend("webgpu"), ...flags];
  const browser = await chromium.launch({ executablePath: ensureChromium(), args });
  try {
    const page = await browser.newPage();
    const crashed = crashOf(page);
    await page.goto(`${url}bench/remote/blank.html`);
    await page.evaluate(startWorker, `${url}${path}`);
    return {
      ask: async (...call) => resultOf(await Promise.race([askPage(page, call), crashed])),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function crashOf(page: Page): Promise<never> {
  const crashed = new Promise<never>((_, reject) => {
    page.on("crash", () => reject(new Error("The page crashed")));
    page.on("close", () => reject(new Error("The page was closed")));
  });
  crashed.catch(() => undefined); // it also ends when it is told to
  return crashed;
}

function askPage(page: Page, [method, ...args]: Parameters<Remote["ask"]>): Promise<Answer> {
  return page.evaluate(([name, given]) => window.askWorker(name, given), [method, args] as const);
}

/** Runs in the page. */
function startWorker(address: string): void {
  const worker = new Worker(address, { type: "module" });
  window.askWorker = (method, args) =>
    new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
      worker.onerror = ({ message }) => resolve({ error: message || "The worker did not load" });
      worker.postMessage({ method, args });
    });
}
