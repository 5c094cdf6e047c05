/** How lifelike and how new a model's pictures are, and the way back to its best state. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { hurryEngine } from "./hurryEngine.ts";

/** The engine names no best state before. */
const measuredUntilBest = 3;

/** On a phone nothing that the dock says of a training is cut off, once the time left is known. */
async function expectDockToFit(page: Page): Promise<void> {
  const size = page.viewportSize();
  await hurryEngine(page, 8); // it is known after half a minute of training
  await page.setViewportSize({ width: 390, height: 844 });
  const line = page
    .getByRole("button", { name: /^Show “?.+ on the Train desk$/ })
    .getByText(/ of 50,000/);
  await expect(line).toContainText("left", { timeout: 60_000 });
  const overflow = await line.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(overflow).toBe(0);
  if (size) await page.setViewportSize(size);
}

test("a run's pictures are measured and compared with its photos, and its best state starts another run", async ({
  studio,
  page,
}) => {
  test.setTimeout(240_000);
  await studio.open("?backend=wasm");
  await studio.choosePainter("Variational autoencoder", 50_000);
  await studio.press("Train");

  const quality = page.getByRole("region", { name: "How lifelike its pictures are" });
  await expect(quality).toContainText("The first figure comes after a few seconds of training.");
  const distances = "Its pictures [\\d.]+, Shuffled pixels [\\d.]+, Other real photos [\\d.]+";
  await expect(
    quality.getByRole("img", { name: new RegExp(`^Distance from real photos. ${distances}$`) }),
  ).toBeVisible({ timeout: 60_000 });

  const memory = page.getByRole("region", { name: "Does it copy your photos?" });
  await memory.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(memory.getByRole("listitem")).toHaveCount(8, { timeout: 90_000 });
  await expect(memory).toContainText(/of 100 pictures/);

  for (let measured = 1; measured < measuredUntilBest; measured++) {
    await studio.press("Pause");
    await studio.press("Resume"); // whereupon it is measured at once
  }
  await expect(quality).toContainText(/Best at step [\d,]+: [\d.]+/, { timeout: 90_000 });
  await expectDockToFit(page);
  await studio.press("Pause");
  await quality.getByRole("button", { name: /^Ask “/ }).click(); // the samples bring one
  await expect(quality).toContainText(/eyes of “/, { timeout: 60_000 });
  const back = quality.getByRole("button", { name: "Go back to it" });
  await expect(back).toBeEnabled();
  const best = /Best at step ([\d,]+)/.exec((await quality.textContent()) ?? "")?.[1];
  await back.click();
  await expect(quality).toContainText("The run stands there.");
  expect(await studio.stepsTaken()).toBe(Number(best?.replaceAll(",", "")));
  await expect(
    page.getByRole("img", { name: new RegExp(` after step ${best}$`) }).first(),
  ).toBeVisible(); // pictures and film stand there too

  await quality.getByRole("button", { name: "New run from it" }).click();
  await expect(page.getByText(/is ready to go on from step/)).toBeVisible();
  const runs = page.getByRole("region", { name: "Runs of this project" });
  await expect(runs.getByText("Paused")).toHaveCount(3); // it, its newest state, and the new run

  await page.reload();
  await expect(quality).toContainText(`Best at step ${best}`);
  await expect(runs.getByText("Paused")).toHaveCount(3);
  await studio.press("Resume");
  await expect
    .poll(() => studio.stepsTaken(), { timeout: 60_000 })
    .toBeGreaterThan(Number(best?.replaceAll(",", "")));
});
