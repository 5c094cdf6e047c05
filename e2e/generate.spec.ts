/** The Generate desk: sliders move the picture, seeds and undo bring it back, a photo sets the sliders. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { defaultPatchSettings } from "../src/protocol/project.ts";
import { dropFiles } from "./dropFiles.ts";
import { expect, test } from "./fixtures.ts";
import { inChinese } from "./inChinese.ts";
import type { StudioPage } from "./pages/studioPage.ts";
import { textureKinds, texturePng } from "./textures.ts";

const patchSide = defaultPatchSettings.size;

/** The picture's pixels as text: equal for equal pictures. */
const pixels = (page: Page): Promise<string> =>
  page
    .getByTestId("latent-picture")
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

const version = async (studio: StudioPage): Promise<number> =>
  Number(await studio.latentPicture().getAttribute("data-version"));

/** Does something and waits for the next picture. */
async function afterPicture(studio: StudioPage, act: () => Promise<unknown>): Promise<string> {
  const before = await version(studio);
  await act();
  await expect.poll(() => version(studio)).toBeGreaterThan(before);
  return pixels(studio.page);
}

async function typeSeed(page: Page, seed: number): Promise<void> {
  const field = page.getByRole("textbox", { name: "Seed" });
  await field.fill(String(seed));
  await field.press("Enter");
}

/** A tiny model, paused after its first steps, in view on the Generate desk. */
async function openTinyModel(studio: StudioPage, model = "Variational autoencoder"): Promise<void> {
  await studio.open("?backend=wasm");
  await studio.chooseTiny(model, 50_000);
  await studio.setHparam("Latent size", 16);
  await studio.page.getByRole("main").getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(() => studio.stepsTaken(), { timeout: 60_000 }).toBeGreaterThan(5);
  await studio.page.getByRole("main").getByRole("button", { name: "Pause" }).click();
  await expect(
    studio.page.getByRole("main").getByText("Paused", { exact: true }).first(),
  ).toBeVisible();
  await studio.openGenerateOfRun();
  await expect.poll(() => version(studio)).toBeGreaterThan(0);
}

test("a slider moves the picture; seed and undo bring it back", async ({ studio, page }) => {
  await openTinyModel(studio);
  const first = await afterPicture(studio, () => typeSeed(page, 42));

  const moved = await afterPicture(studio, async () => {
    await studio.latentSlider().focus();
    await page.keyboard.press("End");
  });
  expect(moved).not.toBe(first);
  const back = page.getByRole("button", { name: "Back to the picture before" });
  expect(await afterPicture(studio, () => back.click())).toBe(first);
  expect(await afterPicture(studio, () => page.keyboard.press("Control+Shift+z"))).toBe(moved);
  expect(await afterPicture(studio, () => page.keyboard.press("Control+z"))).toBe(first);
  await expect(page.getByRole("banner").getByRole("button", { name: "Redo" })).toBeEnabled();

  const random = page.getByRole("button", { name: "Random" });
  expect(await afterPicture(studio, () => random.click())).not.toBe(first);
  expect(await afterPicture(studio, () => typeSeed(page, 42))).toBe(first);

  await page.getByRole("radio", { name: "3×3 tiles" }).click();
  await expect(studio.latentPicture()).toHaveJSProperty("width", 3 * patchSide);

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download PNG" }).click();
  expect((await downloading).suggestedFilename()).toBe("texture-42.png");
});

test("variations lead to neighbours, more sliders unfold, the choice survives another desk", async ({
  studio,
  page,
}) => {
  await openTinyModel(studio);
  const sliders = page.getByRole("slider", { name: /^Dimension / });
  await expect(sliders).toHaveCount(12);
  await page.getByRole("button", { name: "Show all 16" }).click();
  await expect(sliders).toHaveCount(16);

  const neighbour = page.getByRole("button", { name: "Variation 3", exact: true });
  await expect(neighbour.locator("canvas")).toBeVisible();
  const chosen = await afterPicture(studio, () => neighbour.click());
  await studio.goTo("Data");
  await studio.goTo("Generate");
  await expect.poll(() => version(studio)).toBeGreaterThan(0);
  expect(await pixels(page)).toBe(chosen);
});

test("a model that is told classes draws one, another, or both", async ({ studio, page }) => {
  await openTinyModel(studio, "Conditional GAN");
  const shares = (words: string) => page.getByRole("img", { name: words, exact: true });
  await expect(shares("Grass 100%")).toBeVisible();
  const grass = await pixels(page);

  const both = await afterPicture(studio, async () => {
    await page.getByRole("slider", { name: "Cliff rock", exact: true }).focus();
    await page.keyboard.press("End");
  });
  expect(both).not.toBe(grass);
  await expect(shares("Grass 50%, Cliff rock 50%")).toBeVisible();
  const cliff = await afterPicture(studio, () =>
    page.getByRole("button", { name: "Only Cliff rock" }).click(),
  );
  expect(cliff).not.toBe(both);
  expect(cliff).not.toBe(grass);

  const drawn = await afterPicture(studio, () => typeSeed(page, 42));
  await expect(shares("Cliff rock 100%")).toBeVisible(); // a seed decides the rest of the picture
  expect(drawn).not.toBe(cliff);
  const back = page.getByRole("button", { name: "Back to the picture before" });
  expect(await afterPicture(studio, () => back.click())).toBe(cliff);
  expect(await afterPicture(studio, () => back.click())).toBe(both);
  expect(await afterPicture(studio, () => back.click())).toBe(grass);
});

/** A photo, and what only has the name of one. */
function photoFiles(folder: string) {
  mkdirSync(folder, { recursive: true });
  const photo = join(folder, "bark.png");
  writeFileSync(photo, texturePng(textureKinds.bark, 128, 3));
  const broken = join(folder, "letter.png");
  writeFileSync(broken, "Dear reader, this is no picture.");
  return { photo, broken };
}

test("a dropped photo sets the sliders and stands beside its reconstruction", async ({
  studio,
  page,
}, info) => {
  await openTinyModel(studio);
  const { photo, broken } = photoFiles(info.outputPath("photos"));
  const before = await pixels(page);

  await dropFiles(page, page.getByRole("main"), [photo], async () => {
    await expect(page.getByText("Drop a photo to move the sliders to it")).toBeVisible();
  });
  await expect(page.getByRole("img", { name: "bark.png" })).toBeVisible();
  await expect(page.getByTestId("reconstruction")).toHaveJSProperty("width", patchSide);
  await expect.poll(() => pixels(page)).not.toBe(before);

  await dropFiles(page, page.getByRole("main"), [broken]);
  await expect(page.getByText(/^letter\.png: This picture could not be read/)).toBeVisible();
  await inChinese(page, () =>
    expect(page.getByText(/^letter\.png：无法读取这张图片/)).toBeVisible(),
  );
});

test("a photo is translated into the other of two chosen classes, and back", async ({
  studio,
  page,
}, info) => {
  await studio.open("?backend=wasm");
  await studio.chooseTiny("Cyclic GAN", 50_000);
  const advice = page.getByText("This model does best with 32 px patches");
  await expect(advice).toContainText(
    "Taking these cuts the photos of the whole project anew, for the next runs of every model.",
  );
  await inChinese(page, () =>
    expect(page.getByText("这个模型最适合")).toContainText(
      "采用后会重新裁切整个项目的照片，对之后每个模型的训练都有效。",
    ),
  );
  await studio.press("Use these");
  await expect(advice).toBeHidden();
  await page.getByRole("button", { name: /\bTo$/ }).click();
  await page.getByRole("option", { name: "Sand" }).click();
  await expect(page.getByText(/^\d+ photos in 2 classes/)).toBeVisible();
  await studio.press("Train");
  await expect.poll(() => studio.stepsTaken(), { timeout: 60_000 }).toBeGreaterThan(5);
  await studio.press("Pause");
  await expect(page.getByText("Grass as Sand", { exact: true })).toBeVisible();
  await studio.press("Open in Generate");
  await expect(page.getByText("Choose a photo to translate", { exact: true })).toBeVisible();

  const translation = page.getByTestId("translation");
  const drawn = () => translation.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  await page
    .getByRole("button", { name: /^Translate .* \(Sand\)$/ })
    .first()
    .click();
  await expect(translation).toHaveAccessibleName("As Grass");
  await expect(page.getByRole("radio", { name: "Into Grass" })).toBeChecked();
  const asGrass = await drawn();
  await page.getByRole("radio", { name: "Into Sand" }).click();
  await expect(translation).toHaveAccessibleName("As Sand");
  expect(await drawn()).not.toBe(asGrass);

  await page.getByRole("switch", { name: "There and back" }).click({ force: true });
  await expect(page.getByText(/^Colours are off by \d+% on average/)).toBeVisible();

  const { photo, broken } = photoFiles(info.outputPath("photos"));
  await dropFiles(page, page.getByRole("main"), [photo], async () => {
    await expect(page.getByText("Drop a photo to translate it")).toBeVisible();
  });
  await expect(page.getByRole("img", { name: "bark.png" })).toBeVisible();
  await expect(translation).toHaveAccessibleName("As Sand");
  await dropFiles(page, page.getByRole("main"), [broken]);
  await expect(page.getByText(/^letter\.png: This picture could not be read/)).toBeVisible();
  await inChinese(page, () =>
    expect(page.getByText(/^letter\.png：无法读取这张图片/)).toBeVisible(),
  );
  await expect(page.getByRole("img", { name: "bark.png" })).toBeVisible(); // nothing is lost

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download PNG" }).click();
  expect((await downloading).suggestedFilename()).toBe("bark-sand.png");

  const seen = await drawn();
  const dock = page.getByRole("region", { name: "Training in progress" });
  await dock.getByRole("button", { name: "Resume" }).click();
  await expect.poll(drawn, { timeout: 30_000 }).not.toBe(seen);
  await dock.getByRole("button", { name: "Pause" }).click();
});

test("the picture follows while the model trains", async ({ studio, page }) => {
  await openTinyModel(studio);
  const dock = page.getByRole("region", { name: "Training in progress" });
  await dock.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText(/^Still training/)).toBeVisible();
  const seen = await version(studio);
  await expect.poll(() => version(studio), { timeout: 30_000 }).toBeGreaterThan(seen + 1);
  await dock.getByRole("button", { name: "Pause" }).click();
  await expect(dock).toContainText("Paused");
});
