/**
 * What every journey has: a Chromium with the flags it asks for, and a watch over the page. A console
 * error, an uncaught error, a breach of the security policy or a request to another origin fails the
 * test, whatever else it looks at.
 */
import { test as base, chromium, expect } from "@playwright/test";
import { ensureTestBrowser, quietFlags, softwareWebGpuFlags } from "../scripts/chromium.ts";
import { StudioPage } from "./pages/studioPage.ts";

export { expect };

interface Options {
  /** Gives the browser WebGPU by software; off by default, as on a machine without a GPU. */
  readonly softwareWebGpu: boolean;
  /**
   * Names a browser that no other test has: one that ends the graphics process leaves it lending devices to
   * nobody in the end.
   */
  readonly ownBrowser: string;
}

interface Watch {
  /** What went wrong so far, one line each. */
  readonly faults: string[];
  /** Requests so far, of the page and its workers, e.g. "GET http://127.0.0.1/". */
  readonly requests: string[];
}

interface Fixtures {
  readonly watch: Watch;
  readonly studio: StudioPage;
}

export const test = base.extend<Fixtures, Options>({
  softwareWebGpu: [false, { option: true, scope: "worker" }],
  ownBrowser: ["", { option: true, scope: "worker" }],

  browser: [
    async ({ softwareWebGpu }, use) => {
      const args = softwareWebGpu ? [...quietFlags, ...softwareWebGpuFlags] : [...quietFlags];
      const browser = await chromium.launch({ executablePath: ensureTestBrowser(), args });
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],

  watch: [
    async ({ context, baseURL }, use) => {
      const watch: Watch = { faults: [], requests: [] };
      const origin = new URL(baseURL ?? "").origin;
      context.on("request", (request) => {
        const url = request.url();
        watch.requests.push(`${request.method()} ${url}`);
        const isOwn = url.startsWith(`${origin}/`) || /^(data|blob):/.test(url);
        if (!isOwn) watch.faults.push(`foreign request: ${url}`);
      });
      context.on("console", (message) => {
        if (message.type() === "error") watch.faults.push(`console: ${message.text()}`);
      });
      context.on("weberror", (error) => watch.faults.push(`uncaught: ${error.error().message}`));
      await context.exposeFunction("reportViolation", (text: string) =>
        watch.faults.push(`policy: ${text}`),
      );
      await context.addInitScript(reportViolations);
      await use(watch);
      expect(watch.faults, "the page ran without faults").toEqual([]);
    },
    { auto: true },
  ],

  studio: async ({ page }, use) => {
    await use(new StudioPage(page));
  },
});

/** Runs in every page before its own scripts. */
function reportViolations(): void {
  const report = (globalThis as { reportViolation?: (text: string) => void }).reportViolation;
  document.addEventListener("securitypolicyviolation", (event) =>
    report?.(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
  );
}
