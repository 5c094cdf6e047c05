/** A graphics card that stops while a model trains on it: what people read, and what becomes of the run. */
import { expect, test } from "./fixtures.ts";
import {
  crashOnceKept,
  expectSound,
  isStoredBeyond,
  slowMs,
  storedRun,
  toldWayBack,
  trainsBeyond,
  trainTiny,
  withTinyRun,
} from "./lostDevices.ts";

test.use({ softwareWebGpu: true, ownBrowser: "webgpu" });

test("a graphics process that dies costs seconds of a training; when it dies again, people decide", async ({
  page,
  studio,
}) => {
  test.setTimeout(600_000);
  await withTinyRun(studio);
  await trainTiny(studio, "webgpu");
  const kept = await crashOnceKept(studio, (await storedRun(page)).step);
  const first = await toldWayBack(
    page,
    /The graphics card stopped for a moment\. “Tiny” goes on by itself from step ([\d,]+)\./,
    /显卡短暂中断。“Tiny”已自动从第 ([\d,]+) 步继续训练。/,
  );
  expect(first).toBeGreaterThanOrEqual(kept); // no more is lost than since the last time it was kept
  await trainsBeyond(studio, first);
  await expect(page.getByRole("button", { name: /^Compute engine: WebGPU/ })).toBeVisible();

  const keptAgain = await crashOnceKept(studio, first);
  const banner = page.getByRole("alert").filter({ hasText: "stopped twice" });
  await expect(banner).toContainText(
    "The graphics card stopped twice within a short time, and the browser no longer lets this page use it. Your work is saved: reload the page to use the card again, or go on more slowly.",
    { timeout: slowMs },
  );
  await expect(page.getByRole("main").getByRole("button", { name: "Resume" })).toBeEnabled();
  await page.getByRole("radio", { name: "中文" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "显卡" })).toContainText(
    "显卡在短时间内中断了两次，浏览器不再允许此页面使用它。您的工作已保存：重新加载页面即可再次使用显卡，也可以用较慢的方式继续。",
  );
  await expect(page.getByRole("button", { name: "重新加载页面" })).toBeVisible();
  await page.getByRole("radio", { name: "EN" }).click();
  const second = await studio.stepsTaken();
  expect(second).toBeGreaterThanOrEqual(keptAgain);

  await page.getByRole("button", { name: "Go on with WebAssembly" }).click();
  await expect(banner).toBeHidden();
  await trainsBeyond(studio, second + 20);
  await studio.press("Pause");
  await isStoredBeyond(page, second + 20);
  const stored = await storedRun(page);
  expect(stored.backend).toBe("wasm");
  expectSound(stored, [first, second]);
});
