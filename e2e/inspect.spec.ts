/** The Inspect desk: dropped images get ranked classes and a heat map, one by one, whatever is among them. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dropFiles } from "./dropFiles.ts";
import { expect, test } from "./fixtures.ts";
import { inChinese } from "./inChinese.ts";
import type { StudioPage } from "./pages/studioPage.ts";
import { textureKinds, texturePng } from "./textures.ts";

/** A classifier that has taken a few steps, and the Inspect desk in view. */
async function openWithClassifier(studio: StudioPage): Promise<void> {
  await studio.open("?backend=wasm");
  await studio.chooseTiny("Classifier", 20);
  const main = studio.page.getByRole("main");
  await main.getByRole("button", { name: "Train", exact: true }).click();
  const dock = studio.page.getByRole("region", { name: "Training in progress" });
  await expect(dock).toContainText("Finished", { timeout: 60_000 });
  await studio.goTo("Inspect");
}

test("dropped images are judged; what cannot be read stays with its reason", async ({
  studio,
  page,
}, info) => {
  await openWithClassifier(studio);
  await expect(page.getByText("Drop images here", { exact: true })).toBeVisible();
  const folder = info.outputPath("photos");
  mkdirSync(folder, { recursive: true });
  const write = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const paths = [
    write("=bark.png", texturePng(textureKinds.bark, 160, 3)),
    write("sand.png", texturePng(textureKinds.sand, 160, 4)),
    write("letter.png", "Dear reader, this is no picture."),
  ];
  await dropFiles(page, page.getByRole("main"), paths, async () => {
    await expect(page.getByText("Drop images to classify them")).toBeVisible();
  });

  await expect(page.getByTestId("verdict")).not.toBeEmpty();
  const ranking = page.getByRole("list", { name: "Classes by probability" });
  await expect(ranking.getByRole("listitem")).toHaveCount(6);
  await expect(page.getByRole("img", { name: /^=bark\.png, .*with heat map$/ })).toBeVisible();

  await page.getByRole("button", { name: "Show letter.png" }).click();
  await expect(page.getByText("This picture could not be read:").first()).toBeVisible();
  await inChinese(page, () =>
    expect(
      page
        .getByText("无法读取这张图片：它可能已损坏，或已不在原处。请另存为 PNG 或 JPEG 后重试。")
        .first(),
    ).toBeVisible(),
  );
  await page.getByRole("button", { name: "Show sand.png" }).click();
  await expect(page.getByRole("img", { name: /^sand\.png, / })).toBeVisible();

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const rows = readFileSync(await (await downloading).path(), "utf8").split("\r\n");
  expect(rows[0]).toContain("file,model,verdict,");
  expect(rows[1]).toMatch(/^'=bark\.png,Classifier \d+,/);
  expect(rows).toHaveLength(5);

  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Show =bark.png" }).click();
  const seen = await ranking.textContent();
  await expect(main.getByText(/judged by “Classifier \d+”/)).toBeVisible();
  await page.reload();
  const shown = main.getByRole("button", { name: /^Show / });
  await expect(shown).toHaveCount(3);
  await expect(page.getByRole("img", { name: /^=bark\.png, .*with heat map$/ })).toBeVisible();
  expect(await ranking.textContent()).toBe(seen);
  await page.getByRole("button", { name: "Show letter.png" }).click();
  await expect(page.getByText("This picture could not be read:").first()).toBeVisible();

  await page.getByRole("button", { name: "Show sand.png" }).press("Delete");
  await expect(page.getByRole("button", { name: "Show sand.png" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Show letter.png" })).toBeFocused();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.getByText("3 images removed")).toBeVisible();
  await page.getByRole("button", { name: "Bring back" }).click();
  await expect(shown).toHaveCount(3);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(page.getByText("Drop images here", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Projects" }).click();
  await page.getByRole("menuitem", { name: "New project" }).click();
  await studio.goTo("Inspect");
  const ofAnother = "Of project “Sample textures”, not of the open one.";
  await expect(main.getByText(ofAnother)).toBeVisible();
  await inChinese(page, () =>
    expect(main.getByText(/^属于项目“.+”，不是当前打开的项目。$/)).toBeVisible(),
  );
});

test("held-out photos are there to try, and the heat map can be turned down", async ({
  studio,
  page,
}) => {
  await openWithClassifier(studio);
  const offered = await page.getByRole("button", { name: /^Classify .*, a photo of / }).count();
  await page
    .getByRole("button", { name: /^Classify .*, a photo of Grass$/ })
    .first()
    .click();
  await expect(page.getByText(/^(Right|It is Grass)$/)).toBeVisible();
  await page.getByRole("button", { name: "Classify all" }).click();
  await expect(page.getByRole("main").getByRole("button", { name: /^Show / })).toHaveCount(offered);
  await expect(page.getByText(/ to go$/)).toBeHidden({ timeout: 60_000 });
  await page.getByRole("button", { name: "Classify all" }).click();
  await expect(page.getByRole("main").getByRole("button", { name: /^Show / })).toHaveCount(offered);

  const heat = page.getByRole("slider", { name: "Heat map" });
  await heat.focus();
  await page.keyboard.press("Home");
  await expect(heat).toHaveAttribute("aria-valuetext", "0%");
  await page.reload();
  await expect(heat).toHaveAttribute("aria-valuetext", "0%");
});
