/** Devices that are lost while a run trains on them, with WebGPU by Dawn. */
import { beforeAll, expect, it, vi } from "vitest";
import { collectGarbage } from "../../gpu/testing/collectGarbage.ts";
import { dawnGpu } from "../../gpu/testing/dawn.ts";
import { registerGradients } from "../ops/gradients.ts";
import { loseDevices } from "../testing/deviceLoss.ts";

beforeAll(() => {
  registerGradients();
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // of what a lost device left undone
});

/** The last, which TensorFlow.js keeps, and one that an act under way had in hand. */
const mostHeld = 2;

it("come back, with the run and nothing left behind", async () => {
  const count = 3; // compiled steps, and many more, are left to the soak
  const gpu = dawnGpu();
  const report = await loseDevices({ gpu, count, seed: 1, isCompiled: false, collectGarbage });
  expect(report).toMatchObject({
    resumed: count,
    mostSavedStepsLost: 0,
    tensorsLeft: 0,
    failures: [],
  });
  expect(report.devices).toBeGreaterThan(count);
  expect(report.devicesHeld).toBeLessThanOrEqual(mostHeld);
});
