/** Every model on WebGPU: as many tensors and bytes late in a run as early in it. */
import { keptMemory } from "../../e2e/keptMemory.ts";
import { openLabPage } from "../../lab/labPage.ts";
import type { SoakCase } from "../soakCase.ts";

/** Until what begins a run is over. */
const settling = 10;

export const memory: SoakCase = {
  summary: "every model trains on WebGPU and holds on to nothing; of so many steps each",
  count: 40,
  async run({ count, onProgress }) {
    const lab = await openLabPage({ backend: "webgpu", steps: "compiled" }, () => undefined);
    const { backend, models } = lab.info;
    const failures: string[] = [];
    try {
      for (const [at, spec] of models.entries()) {
        const { early, late } = await keptMemory(lab.page, spec, settling, count);
        const [before, after] = [early, late].map((held) => JSON.stringify(held));
        if (before !== after) failures.push(`${spec.id} held ${before} and then ${after}`);
        onProgress(at + 1, models.length);
      }
    } finally {
      await lab.close();
    }
    if (backend.backend !== "webgpu") failures.push(`computed on ${backend.backend}`);
    return {
      passed: failures.length === 0,
      figures: { models: models.length, backend: backend.backend, adapter: backend.adapter },
      failures,
    };
  },
};
