/**
 * Mutated image files through the real import, decoder and all: every file ends as a photo or as a line of
 * the report, and the page says nothing else.
 */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright";
import { startLab } from "../../e2e/labRuns.ts";
import { importMutated, soundImages } from "../../e2e/mutatedImages.ts";
import { withApp } from "../../scripts/withApp.ts";
import { Rng } from "../../src/lib/rng.ts";
import { rendererMegabytes } from "../rendererMemory.ts";
import type { SoakCase } from "../soakCase.ts";

/** Files of one import. */
const batch = 250;
/** Growth of the page and its workers after the first import, MB. */
const mostGrowth = 200;
/** Two files at once, 5 s each at most, and room for a busy machine. */
const batchMs = 20 * 60 * 1000;

export const fuzzImages: SoakCase = {
  summary: "mutated image files through the real import",
  count: 10_000,
  run: ({ count, seed, onProgress }) =>
    withApp(async (browser, url) => {
      const folder = join(tmpdir(), `latent-loom-fuzz-${process.pid}`);
      const { page, faults } = await openLab(browser, url);
      const seeds = await soundImages(page);
      const rng = new Rng(seed);
      let [taken, left, firstMegabytes] = [0, 0, 0];
      for (let at = 0; at < count; at += batch) {
        const files = Math.min(batch, count - at);
        const { imported, skipped } = await importMutated(page, folder, seeds, files, rng);
        if (imported + skipped !== files)
          faults.push(`files from ${at}: ${files} given, ${imported + skipped} accounted for`);
        taken += imported;
        left += skipped;
        if (at === 0) firstMegabytes = await rendererMegabytes(browser);
        onProgress(at + files, count);
      }
      rmSync(folder, { recursive: true, force: true });
      const growth = Math.round((await rendererMegabytes(browser)) - firstMegabytes);
      if (growth > mostGrowth) faults.push(`memory grew by ${growth} MB`);
      const figures = { taken, leftOut: left, megabytesGrown: growth };
      return { passed: faults.length === 0, figures, failures: faults };
    }),
};

async function openLab(browser: Browser, url: string) {
  const faults: string[] = [];
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  page.setDefaultTimeout(batchMs);
  page.on("crash", () => faults.push("the page crashed"));
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  await startLab(page, "wasm");
  return { page, faults };
}
