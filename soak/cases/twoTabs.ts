/** Two tabs of one browser and random acts: one writer at all times, no update lost. */
import { chromium } from "playwright";
import { randomActs } from "../../e2e/twoTabs.ts";
import { buildIfNeeded, serveApp } from "../../scripts/builtApp.ts";
import { ensureChromium, quietFlags } from "../../scripts/chromium.ts";
import type { SoakCase } from "../soakCase.ts";

export const twoTabs: SoakCase = {
  summary: "random acts in two tabs of one project",
  count: 500,
  async run({ count, seed, onProgress }) {
    const executablePath = ensureChromium();
    await buildIfNeeded();
    const app = await serveApp();
    const browser = await chromium.launch({ executablePath, args: [...quietFlags] });
    try {
      const context = await browser.newContext({ baseURL: app.url, locale: "en-GB" });
      const { failures, ...figures } = await randomActs(context, count, seed, (done) =>
        onProgress(done, count),
      );
      return {
        passed: failures.length === 0,
        figures: { ...figures, lost: failures.length },
        failures,
      };
    } finally {
      await browser.close();
      await app.close();
    }
  },
};
