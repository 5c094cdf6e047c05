/** Training holds on to nothing: as many tensors and bytes late in a run as early in it. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";

test.use({ softwareWebGpu: true });

const rows = [
  { backend: "wasm", modelId: "classifier", steps: 1000 },
  { backend: "wasm", modelId: "vae", steps: 1000 },
  { backend: "wasm", modelId: "gan", steps: 1000 },
  { backend: "wasm", modelId: "autoencoder", steps: 1000 },
  { backend: "wasm", modelId: "conv-autoencoder", steps: 1000 },
  { backend: "webgpu", modelId: "classifier", steps: 100 },
  { backend: "webgpu", modelId: "vae", steps: 100 },
  { backend: "webgpu", modelId: "gan", steps: 100 },
  { backend: "webgpu", modelId: "autoencoder", steps: 100 },
  { backend: "webgpu", modelId: "conv-autoencoder", steps: 100 },
] as const;

for (const { backend, modelId, steps } of rows) {
  test(`${modelId} keeps its memory over ${steps} steps on ${backend}`, async ({ page }) => {
    const { models, backend: used } = await startLab(page, backend);
    expect(used.backend).toBe(backend);
    const spec = models.find(({ id }) => id === modelId);
    if (!spec) throw new Error(`There is no model ${modelId}`);
    const settling = Math.ceil(steps / 10);
    const request = tinyRequest(spec, tinyData(16), { steps: 2 * steps, batchSize: 4 });
    const { runId } = request;

    await page.evaluate((run) => {
      window.reportProgress = (step) => {
        document.title = String(step);
      };
      void window.lab.train(run);
    }, request);
    const early = await memoryFrom(page, runId, settling);
    await page.evaluate((run) => window.lab.resume(run), runId);
    const late = await memoryFrom(page, runId, settling + steps);

    expect(late).toEqual(early);
  });
}

/** Pauses the run once it has taken `step` steps and gives what it then holds. */
async function memoryFrom(page: Page, runId: string, step: number) {
  await page.waitForFunction((least) => Number(document.title) >= least, step, { polling: 50 });
  await page.evaluate((run) => window.lab.pause(run), runId);
  return page.evaluate(async () => {
    const wait = () => new Promise((resolve) => setTimeout(resolve, 300));
    let last = "";
    let calm = 0;
    while (calm < 3) {
      // what is still being read or drawn is gone when nothing changes any more
      await wait();
      const { tensors, bytes } = await window.lab.usage();
      const now = JSON.stringify({ tensors, bytes });
      calm = now === last ? calm + 1 : 0;
      last = now;
    }
    return JSON.parse(last) as { tensors: number; bytes: number };
  });
}
