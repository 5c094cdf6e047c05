/** The built app, served, and a browser beside it; both are closed in the end. */
import { type Browser, chromium } from "playwright";
import { buildIfNeeded, serveApp } from "./builtApp.ts";
import { ensureChromium, quietFlags } from "./chromium.ts";

export async function withApp<T>(use: (browser: Browser, url: string) => Promise<T>): Promise<T> {
  const executablePath = ensureChromium();
  await buildIfNeeded();
  const app = await serveApp();
  const browser = await chromium.launch({ executablePath, args: [...quietFlags] });
  try {
    return await use(browser, app.url);
  } finally {
    await browser.close();
    await app.close();
  }
}
