/** A WebGL context that is lost while a model trains on it, and the browser lends no other. */
import type { Browser } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  crashGpu,
  crashOnceKept,
  expectSound,
  isStoredBeyond,
  lendsWebGl,
  slowMs,
  storedRun,
  toldWayBack,
  trainsBeyond,
  trainTiny,
  withTinyRun,
} from "./lostDevices.ts";

test.use({ softwareWebGpu: true, ownBrowser: "webgl" });

test("a run whose WebGL context is lost goes on by processor where the browser lends no other", async ({
  page,
  studio,
}) => {
  test.setTimeout(600_000);
  await withTinyRun(studio);
  for (let crash = 0; crash < 2; crash++) {
    await crashGpu(page.context().browser() as Browser); // after a third one it lends none
    await expect.poll(() => page.evaluate(lendsWebGl), { timeout: slowMs }).toBe(true);
  }
  await trainTiny(studio, "webgl");
  await expect(page.getByRole("button", { name: /^Compute engine: WebGL/ })).toBeVisible();
  const kept = await crashOnceKept(studio, 20);
  const back = await toldWayBack(
    page,
    /The graphics card failed while it trained\. “Tiny” goes on from step ([\d,]+) with WebAssembly, on the processor\./,
    /训练时显卡出了故障。“Tiny”从第 ([\d,]+) 步起改用 WebAssembly（处理器）继续训练。/,
  );
  expect(back).toBeGreaterThanOrEqual(kept);
  await trainsBeyond(studio, back + 20);
  await studio.press("Pause");
  await isStoredBeyond(page, back + 20);
  const stored = await storedRun(page);
  expect(stored.backend).toBe("wasm");
  expectSound(stored, [back]);
});
