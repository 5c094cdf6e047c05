/** Devices that are lost while a run trains on them, with WebGPU by Dawn. */
import { beforeAll, expect, it, vi } from "vitest";
import { dawnGpu } from "../../gpu/testing/dawn.ts";
import { registerGradients } from "../gradients.ts";
import { loseDevices } from "../testing/deviceLoss.ts";

beforeAll(() => {
  registerGradients();
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // of what a lost device left undone
});

it("come back, with the run and nothing left behind", async () => {
  const count = 3; // compiled steps, and many more, are left to the soak
  const report = await loseDevices({ gpu: dawnGpu(), count, seed: 1, isCompiled: false });
  expect(report).toMatchObject({
    resumed: count,
    mostSavedStepsLost: 0,
    tensorsLeft: 0,
    failures: [],
  });
  expect(report.devices).toBeGreaterThan(count);
}, 120_000);
