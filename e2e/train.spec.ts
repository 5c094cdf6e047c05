/** The Train desk: a run is started, paused, stepped and stopped, and is found again after a reload. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import type { StudioPage } from "./pages/studioPage.ts";

const button = (page: Page, name: string) =>
  page.getByRole("main").getByRole("button", { name, exact: true });

const state = (page: Page, words: string) =>
  page.getByRole("main").getByText(words, { exact: true }).first();

/** Starts a run long enough not to end by itself, and waits for its first steps. */
async function startLongRun(studio: StudioPage, painter?: string): Promise<void> {
  await studio.open("?backend=wasm");
  if (painter === undefined) await studio.chooseTiny("Classifier", 50_000);
  else await studio.choosePainter(painter, 50_000);
  await button(studio.page, "Train").click();
  await expect(button(studio.page, "Pause")).toBeEnabled({ timeout: 60_000 });
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(2);
}

test("a run trains, pauses, takes one step, goes on and stops; a reload finds it", async ({
  studio,
  page,
}) => {
  await startLongRun(studio);
  await expect(page.getByRole("img", { name: /^Loss\. Training \d/ })).toBeVisible();

  await button(page, "Pause").click();
  await expect(state(page, "Paused")).toBeVisible();
  const paused = await studio.stepsTaken();
  await button(page, "One step").click();
  await expect.poll(() => studio.stepsTaken()).toBe(paused + 1);
  await expect(state(page, "Paused")).toBeVisible();
  await button(page, "Resume").click();
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(paused + 2);

  await button(page, "Stop").click();
  await expect(state(page, "Stopped")).toBeVisible();
  const stopped = await studio.stepsTaken();
  await expect(page.getByText(/^Right on \d+ of 11 photos$/)).toBeVisible();

  await page.reload();
  await expect(state(page, "Stopped")).toBeVisible();
  expect(await studio.stepsTaken()).toBe(stopped);
  await expect(page.getByRole("img", { name: /^Loss\. Training \d/ })).toBeVisible();
});

test("a classifier is judged class by class on photos it never saw, and the counts outlive a reload", async ({
  studio,
  page,
}) => {
  const card = page.getByRole("region", { name: "On photos it never saw" });
  const table = (unit: string) =>
    card.getByRole("table", { name: new RegExp(`^Held-out ${unit} counted`) });
  const counts = async (unit: string) =>
    (await table(unit).getByRole("cell").allTextContents()).slice(1).map(Number); // without the corner
  const total = async (unit: string) => (await counts(unit)).reduce((sum, count) => sum + count);
  await startLongRun(studio);
  await expect(table("patches")).toBeVisible();
  await expect(table("patches").getByRole("columnheader")).toHaveCount(6);
  await expect(table("patches").getByRole("rowheader")).toHaveCount(6);
  expect(await total("patches")).toBe(275);

  await button(page, "Stop").click();
  await expect(state(page, "Stopped")).toBeVisible();
  const judgedAt = card.getByText(/^step [\d,]+$/);
  const shown = (await judgedAt.textContent()) ?? "";
  await expect(
    card.getByText(/^(What goes wrong most: |No class is taken for another)/),
  ).toBeVisible();
  await expect(
    card.getByRole("list", { name: "Recall by class" }).getByRole("listitem"),
  ).toHaveCount(6);
  const kept = await counts("patches");
  await card.getByRole("radio", { name: "Photos" }).click();
  expect(await total("photos")).toBe(11);

  await page.reload();
  await expect(table("patches")).toBeVisible();
  expect(await counts("patches")).toEqual(kept);
  await expect(judgedAt).toHaveText(shown);
});

test("a paused GAN takes steps of one side alone; a classifier has no sides", async ({
  studio,
  page,
}) => {
  await startLongRun(studio, "Generative adversarial network");
  await expect(button(page, "Discriminator only")).toBeDisabled();
  await button(page, "Pause").click();
  await expect(state(page, "Paused")).toBeVisible();
  const heading = await page.getByRole("heading", { name: "Train", exact: true }).boundingBox();
  const resume = await button(page, "Resume").boundingBox();
  expect(resume?.y, "all buttons stand in the desk's first row").toBeLessThan(
    (heading?.y ?? 0) + (heading?.height ?? 0),
  );
  const paused = await studio.stepsTaken();
  for (const [at, side] of ["Discriminator only", "Generator only"].entries()) {
    await button(page, side).click();
    await expect.poll(() => studio.stepsTaken()).toBe(paused + at + 1);
    await expect(state(page, "Paused")).toBeVisible();
  }
  await button(page, "Resume").click();
  await expect.poll(() => studio.stepsTaken(), { timeout: 60_000 }).toBeGreaterThan(paused + 3);
  await button(page, "Stop").click();
  await expect(state(page, "Stopped")).toBeVisible();
  await expect(button(page, "Discriminator only")).toBeHidden();

  await startLongRun(studio);
  await expect(button(page, "One step")).toBeVisible();
  await expect(button(page, "Discriminator only")).toBeHidden();
});

test("a run that a reload interrupted goes on where it was", async ({ studio, page }) => {
  await startLongRun(studio);
  await button(page, "Pause").click();
  await expect(state(page, "Paused")).toBeVisible();
  const before = await studio.stepsTaken();

  await page.reload();
  await expect(state(page, "Paused")).toBeVisible();
  expect(await studio.stepsTaken()).toBe(before);
  await button(page, "Continue").click();
  await expect.poll(() => studio.stepsTaken(), { timeout: 60_000 }).toBeGreaterThan(before);
  await button(page, "Stop").click();
  await expect(state(page, "Stopped")).toBeVisible();
});

test("the dock shows the run on every desk, Space pauses it, and a click leads back", async ({
  studio,
  page,
}) => {
  await startLongRun(studio);
  await studio.goTo("Inspect");
  const dock = page.getByRole("region", { name: "Training in progress" });
  await expect(dock).toContainText("steps/s");
  await page.getByRole("main").focus();
  await page.keyboard.press("Space");
  await expect(dock).toContainText("Paused");
  await dock.getByRole("button", { name: "Resume" }).click();
  await expect(dock.getByRole("button", { name: "Pause" })).toBeEnabled();

  await dock.getByRole("button", { name: /^Show .* on the Train desk$/ }).click();
  await expect(page.getByRole("heading", { name: "Train", exact: true })).toBeVisible();
  await button(page, "Stop").click();
  await expect(dock).toContainText("Stopped");
  await dock.getByRole("button", { name: "Hide" }).click();
  await expect(dock).toBeHidden();
});

test("curves are saved as numbers and as a picture", async ({ studio, page }) => {
  await startLongRun(studio);
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(20);
  await button(page, "Stop").click();
  await expect(state(page, "Stopped")).toBeVisible();
  const saved = async (item: string) => {
    await button(page, "Save the curves").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const csv = await saved("Numbers (CSV)");
  expect(csv.name).toMatch(/^Classifier .*\.csv$/);
  const [header, ...rows] = csv.bytes.toString().trim().split("\r\n");
  expect(header?.split(",").sort().join()).toBe(
    [
      "accuracy,gradient.adam,learningRate,loss,step,val.accuracy,val.loss",
      ...[0, 1, 2, 3, 4, 5].map((label) => `val.recall.${label}`),
    ].join(),
  );
  expect(rows.length).toBeGreaterThan(1); // in a long run not every step is kept
  expect(rows[0]).toMatch(/^1,\d/);
  const png = await saved("Picture (PNG)");
  expect(png.name).toMatch(/\.png$/);
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
});

test("runs are compared in one chart, by steps or by time, as a table and as numbers", async ({
  studio,
  page,
}) => {
  await startLongRun(studio);
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(20);
  await button(page, "Stop").click();
  await expect(state(page, "Stopped")).toBeVisible();
  await button(page, "Compare runs").click();
  const card = page.getByRole("region", { name: "Compare runs" });
  const chart = card.getByRole("img", { name: /Classifier 2 \S+, Sample textures \S+$/ });
  await expect(chart).toBeVisible();
  await expect(card.locator("figcaption")).toContainText("Sample textures");
  await card.getByRole("button", { name: /Measure$/ }).click();
  await page.getByRole("option", { name: "Accuracy on held-out photos" }).click();
  await expect(
    card.getByRole("img", { name: /^Accuracy on held-out photos\. .*%$/ }),
  ).toBeVisible();
  await card.getByRole("radio", { name: "Training time" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    card.getByRole("button", { name: "Save the comparison (CSV)" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Accuracy on held-out photos.csv");
  const csv = (await readFile(await download.path())).toString();
  expect(csv).toMatch(/^\uFEFF(Seconds|Minutes),Classifier 2,Sample textures\r\n/);
  await card.getByRole("switch", { name: "As a table" }).press("Space");
  await expect(card.getByRole("columnheader", { name: "Classifier 2" })).toBeVisible();
  await expect(card.getByRole("columnheader", { name: "Sample textures" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Compare Classifier 2" }).press("Space");
  await expect(card.getByText("Tick two or more runs in the list.")).toBeVisible();
  await button(page, "Compare runs").click();
  await expect(card).toBeHidden();
});

test("a film of the training is scrubbed, replayed, found after a reload and saved as a GIF", async ({
  studio,
  page,
}) => {
  await startLongRun(studio, "Variational autoencoder");
  const film = page.getByRole("slider", { name: "Film of the training" });
  const lastFrame = async () => Number(await film.getAttribute("max"));
  await expect.poll(lastFrame, { timeout: 60_000 }).toBeGreaterThan(2);
  await film.focus();
  await page.keyboard.press("Home");
  const sheetOf = (step: string) =>
    page.getByRole("img", { name: new RegExp(`^\\d+ pictures after step ${step}$`) });
  await expect(sheetOf("0")).toBeVisible();
  await expect(film).toHaveAttribute("aria-valuetext", "step 0");
  await button(page, "Newest").click();
  await expect(sheetOf("0")).toBeHidden();
  await button(page, "Stop").click();
  await expect(state(page, "Stopped")).toBeVisible();
  const stopped = (await studio.stepsTaken()).toLocaleString("en");
  await expect(sheetOf(stopped)).toBeVisible();
  const last = await lastFrame();

  await page.reload();
  await expect(sheetOf(stopped)).toBeVisible();
  expect(await lastFrame()).toBe(last);
  await button(page, "Replay the training").click();
  await button(page, "Pause the replay").click();
  await expect(sheetOf(stopped)).toBeHidden();
  await expect(film).not.toHaveValue(String(last));
  await button(page, "Replay the training").click();
  await expect(sheetOf(stopped)).toBeVisible();
  await expect(button(page, "Replay the training")).toBeVisible();

  await button(page, "Save the pictures").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Film (GIF)" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^VAE .*\.gif$/);
  const gif = (await readFile(await download.path())).toString("base64");
  expect(await framesOfGif(page, gif)).toBe(last + 1);
});

/** As many as the browser's own decoder finds. @param gif in base64 */
function framesOfGif(page: Page, gif: string): Promise<number | undefined> {
  return page.evaluate(async (text) => {
    const data = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const { tracks } = new ImageDecoder({ data, type: "image/gif" });
    await tracks.ready;
    return tracks.selectedTrack?.frameCount;
  }, gif);
}

test("runs are renamed and deleted, and a deleted one is brought back", async ({
  studio,
  page,
}) => {
  await startLongRun(studio);
  await button(page, "Stop").click();
  await expect(state(page, "Stopped")).toBeVisible();
  const runs = page.getByRole("region", { name: "Runs of this project" });
  const name = runs.getByRole("textbox", { name: "Name of the run" }).first();
  await name.fill("My first run");
  await name.press("Enter");
  await expect(page.getByRole("heading", { name: "My first run" })).toBeVisible();

  await runs.getByRole("button", { name: "Delete My first run" }).click();
  await expect(page.getByRole("heading", { name: "My first run" })).toBeHidden();
  await page
    .getByText("“My first run” was deleted")
    .locator("..")
    .getByRole("button")
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "My first run" })).toBeVisible();
});

test("the form follows its preset and comes back to it", async ({ studio, page }) => {
  await studio.open("?backend=wasm");
  await studio.goTo("Train");
  const width = page.getByRole("textbox", { name: "Width", exact: true });
  const small = await width.inputValue();
  await page.getByRole("radio", { name: "Full", exact: true }).click();
  await expect(width).not.toHaveValue(small);
  const full = await width.inputValue();
  await studio.setHparam("Batch", 17);
  await page.getByRole("button", { name: "Back to preset" }).click();
  await expect(page.getByRole("textbox", { name: "Batch", exact: true })).not.toHaveValue("17");
  await expect(width).toHaveValue(full);
});
