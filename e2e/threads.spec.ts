/** On a processor a training step runs on every core, because the app's page is cross-origin isolated. */
import { expect, test } from "./fixtures.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";

test("every thread has its share of a compiled step", async ({ page }) => {
  const { models } = await startLab(page, "wasm");
  const spec = models.find(({ id }) => id === "vae");
  if (!spec) throw new Error("There is no model vae");
  const request = tinyRequest(spec, tinyData(8), { steps: 20, batchSize: 8 });
  await page.evaluate((run) => window.lab.train(run), request);

  const cores = await page.evaluate(() =>
    crossOriginIsolated ? Math.min(8, navigator.hardwareConcurrency) : 0,
  );
  const { threadSteps } = await page.evaluate(() => window.lab.usage());
  expect(threadSteps).toHaveLength(cores);
  for (const steps of threadSteps) expect(steps).toBeGreaterThan(20);
});
