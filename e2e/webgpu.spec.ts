/** WebGPU is really used: a model learns one fixed batch on it, and its queue is fed. */
import { expect, test } from "./fixtures.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";

test.use({ softwareWebGpu: true });

const batchSize = 8;
const steps = 20;

test("a VAE learns one batch on WebGPU", async ({ page }) => {
  const { backend, models } = await startLab(page, "webgpu");
  expect(backend.backend).toBe("webgpu");
  const spec = models.find(({ id }) => id === "vae");
  if (!spec) throw new Error("There is no VAE");
  const learningRate = 1e-2;
  const request = tinyRequest(spec, tinyData(batchSize), { steps, batchSize, learningRate });

  const before = await page.evaluate(() => window.lab.usage());
  const { step, history } = await page.evaluate((run) => window.lab.train(run), request);
  const after = await page.evaluate(() => window.lab.usage());

  expect(step).toBe(steps);
  const losses = history.flatMap(({ values }) => values.loss ?? []);
  expect(losses.at(-1)).toBeLessThanOrEqual(0.8 * (losses[0] ?? 0));
  expect(after.submits).toBeGreaterThan(before.submits + steps);
});
