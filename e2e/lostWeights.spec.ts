/** A run whose weights storage has lost: it says so by itself, and offers what still works. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { inChinese } from "./inChinese.ts";

/** From a page of the same origin that has no engine, which would see to it. */
async function clearCheckpoints(page: Page): Promise<void> {
  const body = '<link rel="icon" href="data:,">';
  await page.route("**/empty.html", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto("/empty.html");
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry("checkpoints", { recursive: true });
  });
}

test("a run whose weights are lost is not offered to be resumed, but to be trained anew", async ({
  studio,
  page,
}) => {
  await studio.open("?backend=wasm");
  await studio.chooseTiny("Classifier", 50_000);
  await studio.press("Train");
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(2);
  await studio.press("Pause");
  await expect(studio.button("Resume")).toBeEnabled();
  await clearCheckpoints(page);

  await studio.open("?backend=wasm");
  await studio.goTo("Train");
  const main = page.getByRole("main");
  await expect(main).toContainText("The weights of this run were not found");
  expect(await studio.stepsTaken()).toBeGreaterThan(2);
  for (const name of ["Resume", "Continue", "One step"]) {
    await expect(studio.button(name)).toHaveCount(0);
  }
  await expect(main.getByRole("button", { name: /^Checkpoints of/ })).toHaveCount(0);
  await inChinese(page, async () => {
    await expect(main).toContainText("在浏览器存储中找不到这次训练的权重");
    await expect(studio.button("用这次的设置重新训练")).toBeEnabled();
    await expect(studio.button("继续训练")).toHaveCount(0);
  });
  await studio.press("Train again with its settings");
  await expect(studio.button("Pause")).toBeEnabled({ timeout: 60_000 });
  await expect(main).not.toContainText("The weights of this run were not found");
});
