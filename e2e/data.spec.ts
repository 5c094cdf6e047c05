/** The Data desk: photos come in by drag and drop and by the folder button, are put in order, and stay. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { pngBytes } from "../src/data/testing/imageBytes.ts";
import { dropFiles } from "./dropFiles.ts";
import { expect, test } from "./fixtures.ts";
import { textureKinds, texturePng, writeTextureFolders } from "./textures.ts";

const classCard = (page: Page, name: string): Locator =>
  page.getByRole("region", { name, exact: true });

const photosOf = (page: Page, name: string): Locator =>
  page.getByRole("grid", { name: `Photos of “${name}”` }).getByRole("row");

async function newProject(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Projects" }).click();
  await page.getByRole("menuitem", { name: "New project" }).click();
  await expect(page.getByText("This project has no photos yet")).toBeVisible();
}

test.beforeEach(async ({ studio }) => {
  await studio.open();
  await newProject(studio.page);
});

test("a dropped folder becomes one class a sub-folder and is there after a reload", async ({
  page,
}, info) => {
  const folder = writeTextureFolders(join(info.outputPath("drop"), "textures"), 4);
  await dropFiles(page, page.getByRole("main"), [folder], async () => {
    await expect(page.getByText("Each folder becomes a class.")).toBeVisible();
  });
  await expect(photosOf(page, "bark")).toHaveCount(4);
  await expect(photosOf(page, "sand")).toHaveCount(4);
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  await page.reload();
  await expect(photosOf(page, "bark")).toHaveCount(4);
  await expect(photosOf(page, "sand")).toHaveCount(4);
  await expect(classCard(page, "bark")).toContainText("4 photos · ");
});

test("the folder button takes a folder; files dropped on a card join its class", async ({
  page,
}, info) => {
  const folder = writeTextureFolders(info.outputPath("textures"), 2);
  await page.locator("input[webkitdirectory]").setInputFiles(folder);
  await expect(photosOf(page, "bark")).toHaveCount(2);

  const file = join(info.outputPath("loose"), "more.png");
  mkdirSync(info.outputPath("loose"), { recursive: true });
  writeFileSync(file, texturePng(textureKinds.sand, 96, 7));
  await dropFiles(page, classCard(page, "sand"), [file], async () => {
    await expect(page.getByText("Drop to add to “sand”.")).toBeVisible();
  });
  await expect(photosOf(page, "sand")).toHaveCount(3);
  await expect(photosOf(page, "bark")).toHaveCount(2);
});

test("a copied picture is pasted", async ({ page }) => {
  const bytes = [...texturePng(textureKinds.sand, 64, 3)];
  await page.evaluate((png) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(png)], "copied.png", { type: "image/png" }));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  }, bytes);
  await expect(photosOf(page, "Unsorted")).toHaveCount(1);
});

test("what cannot be read is listed with its reason; the rest is kept", async ({ page }, info) => {
  const folder = info.outputPath("mixed");
  mkdirSync(join(folder, "nothing inside"), { recursive: true });
  const good = texturePng(textureKinds.bark, 96, 1);
  const files: Readonly<Record<string, Uint8Array>> = {
    "good.png": good,
    "empty.png": new Uint8Array(),
    "letter.png": new TextEncoder().encode("Dear reader, this is no picture."),
    "cut off.png": good.subarray(0, good.length >> 1),
    "huge claim.png": pngBytes(1, 1, [0, 0, 0], [16384, 16384]),
    "dot.png": pngBytes(1, 1, [9, 9, 9]),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  await dropFiles(page, page.getByRole("main"), [
    ...Object.keys(files).map((name) => join(folder, name)),
    join(folder, "nothing inside"),
  ]);

  await expect(photosOf(page, "Unsorted")).toHaveCount(1);
  const report = page.getByRole("region", { name: "6 files were not added" });
  for (const [reason, name] of [
    ["Empty: the file holds no data", "empty.png"],
    ["Not an image", "letter.png"],
    ["Damaged or cut off", "cut off.png"],
    ["Claims too many pixels; a smaller copy will work", "huge claim.png"],
    ["Too small to hold any texture", "dot.png"],
    ["The folder holds no files", "nothing inside"],
  ] as const) {
    const line = report.locator("dl > div").filter({ hasText: reason });
    await expect(line).toContainText(name);
  }
  await report.getByRole("button", { name: "Close the report" }).click();
  await expect(report).toBeHidden();
});

test("classes and photos are renamed, moved, merged and removed, and every act is undone", async ({
  page,
}, info) => {
  await page
    .locator("input[webkitdirectory]")
    .setInputFiles(writeTextureFolders(info.outputPath("textures"), 3));
  await expect(photosOf(page, "bark")).toHaveCount(3);

  const name = classCard(page, "bark").getByRole("textbox", { name: "Name of the class" });
  await name.fill("oak");
  await name.press("Enter");
  await expect(photosOf(page, "oak")).toHaveCount(3);

  await page.getByRole("radio", { name: "中文" }).press("Space");
  const oak = (label: string) =>
    classCard(page, "oak").getByRole("textbox", { name: label, exact: true });
  await oak("类别名称").fill("sand");
  await oak("类别名称").press("Enter");
  const question = page.getByRole("dialog", { name: "已有名为“sand”的类别" });
  await expect(question).toContainText(
    "可以把“oak”的 3 张照片移入“sand”，或让“oak”保留原来的名称。",
  );
  await question.getByRole("button", { name: "保留“oak”" }).last().click();
  await expect(oak("类别名称")).toHaveValue("oak");
  await page.getByRole("radio", { name: "EN" }).press("Space");
  await oak("Name of the class").fill("SAND "); // the same to people
  await oak("Name of the class").press("Enter");
  const asked = page.getByRole("dialog", { name: "There is a class “sand” already" });
  await expect(asked).toContainText("Move the 3 photos of “oak” into “sand”, or let “oak” keep");
  await asked.getByRole("button", { name: "Merge into “sand”" }).click();
  await expect(photosOf(page, "sand")).toHaveCount(6);
  await page.keyboard.press("Control+z");
  await expect(photosOf(page, "oak")).toHaveCount(3);

  await photosOf(page, "oak").first().dragTo(classCard(page, "sand").getByRole("grid"));
  await expect(photosOf(page, "sand")).toHaveCount(4);
  await expect(page.getByText("1 photo was moved to “sand”")).toBeVisible();

  await photosOf(page, "sand").first().click();
  await photosOf(page, "sand")
    .nth(2)
    .click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 photos selected")).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(photosOf(page, "sand")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(photosOf(page, "sand")).toHaveCount(4);

  await page.getByRole("button", { name: "Actions for “oak”" }).click();
  await page.getByRole("menuitem", { name: "Merge into" }).press("ArrowRight");
  await page.getByRole("menuitem", { name: "sand" }).click();
  await expect(photosOf(page, "sand")).toHaveCount(6);
  await expect(classCard(page, "oak")).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(photosOf(page, "oak")).toHaveCount(2);

  await page.getByRole("button", { name: "Actions for “sand”" }).click();
  await page.getByRole("menuitem", { name: "Delete class" }).click();
  await expect(classCard(page, "sand")).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(photosOf(page, "sand")).toHaveCount(4);
  await page.keyboard.press("Control+Shift+z");
  await expect(classCard(page, "sand")).toBeHidden();

  await page.getByRole("button", { name: "Add class" }).click();
  await page.keyboard.type("moss"); // its name has the focus
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Actions for “moss”" }).click();
  await page.getByRole("menuitem", { name: "Delete class" }).click();
  await page.keyboard.press("Control+z");
  await expect(classCard(page, "moss")).toBeVisible();
  await page.keyboard.press("Control+Shift+z"); // the name has not taken the keys
  await expect(classCard(page, "moss")).toBeHidden();
});

test("a photo opens large and the arrow keys go through its class", async ({ page }, info) => {
  await page
    .locator("input[webkitdirectory]")
    .setInputFiles(writeTextureFolders(info.outputPath("textures"), 3));
  await photosOf(page, "bark").first().click();
  await page.keyboard.press("Enter");
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByRole("heading", { name: "bark-1.png" })).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(viewer.getByRole("heading", { name: "bark-2.png" })).toBeVisible();
  await expect(viewer.getByText("2 of 3 · 128 × 128 px")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
});

test("the patch settings change the counts, and a change is undone in one step", async ({
  page,
}, info) => {
  await page
    .locator("input[webkitdirectory]")
    .setInputFiles(writeTextureFolders(info.outputPath("textures"), 5));
  const panel = page.getByRole("complementary", { name: "Cut into patches" });
  const counts = panel.getByRole("region", { name: "Patches" });
  await expect(counts).toContainText("200"); // 8 photos × 5 × 5 patches
  await expect(counts).toContainText("50"); // 2 held-out photos
  await panel.getByRole("slider", { name: "Overlap" }).press("Home");
  await expect(counts).toContainText("72"); // 8 × 3 × 3
  await page.keyboard.press("Control+z");
  await expect(counts).toContainText("200");
});
