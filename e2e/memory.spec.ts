/** Training holds on to nothing: as many tensors and bytes late in a run as early in it. */
import type { Page } from "@playwright/test";
import type { TrainRequest } from "../src/protocol/run.ts";
import { expect, test } from "./fixtures.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";

test.use({ softwareWebGpu: true });

const rows = [
  { backend: "wasm", modelId: "classifier", steps: 1000 },
  { backend: "wasm", modelId: "vae", steps: 1000 },
  { backend: "webgpu", modelId: "classifier", steps: 100 },
  { backend: "webgpu", modelId: "vae", steps: 100 },
] as const;

for (const { backend, modelId, steps } of rows) {
  test(`${modelId} keeps its memory over ${steps} steps on ${backend}`, async ({ page }) => {
    const { models, backend: used } = await startLab(page, backend);
    expect(used.backend).toBe(backend);
    const spec = models.find(({ id }) => id === modelId);
    if (!spec) throw new Error(`There is no model ${modelId}`);
    const request = tinyRequest(spec, tinyData(16), { steps, batchSize: 4 });

    const samples = await memoryOverRun(page, request);

    const early = leastIn(samples, 0.1 * steps, 0.4 * steps);
    const late = leastIn(samples, 0.7 * steps, steps);
    expect(late).toEqual(early);
  });
}

interface Sample {
  readonly step: number;
  readonly tensors: number;
  readonly bytes: number;
}

/** Asks for the memory again and again while a run goes on. */
function memoryOverRun(page: Page, request: TrainRequest): Promise<Sample[]> {
  return page.evaluate(async (run) => {
    const samples: Sample[] = [];
    let step = 0;
    let isRunning = true;
    window.reportProgress = (done) => {
      step = done;
    };
    const ended = window.lab.train(run).finally(() => {
      isRunning = false;
    });
    while (isRunning) {
      const { tensors, bytes } = await window.lab.memory();
      if (isRunning) samples.push({ step, tensors, bytes });
    }
    await ended;
    return samples;
  }, request);
}

/** The least held in a span of steps: a preview or a validation under way holds a little more. */
function leastIn(samples: readonly Sample[], from: number, to: number) {
  const within = samples.filter(({ step }) => step >= from && step <= to);
  return {
    tensors: Math.min(...within.map(({ tensors }) => tensors)),
    bytes: Math.min(...within.map(({ bytes }) => bytes)),
  };
}
