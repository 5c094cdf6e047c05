/** What keeps a model from being trained: Train says why, and what can be done about it. */
import { expect, test } from "./fixtures.ts";

test("without photos, Train is greyed out and says why", async ({ studio, page }) => {
  await studio.open("?backend=wasm");
  await page.getByRole("button", { name: "Projects" }).click();
  await page.getByRole("menuitem", { name: "New project" }).click();
  await studio.goTo("Train");
  await expect(studio.button("Train")).toBeDisabled();
  await expect(studio.button("Train")).toHaveAccessibleDescription(/^There are no photos yet/);
  await studio.press("Go to Data");
  await expect(page.getByRole("heading", { name: "Data", exact: true })).toBeVisible();
});

test("settings that the memory cannot hold are refused, and those that fit are named and taken", async ({
  studio,
  page,
}) => {
  await studio.open("?backend=wasm");
  await page.getByRole("radio", { name: "64 px" }).click();
  await studio.goTo("Train");
  await studio.setHparam("Width", 128);
  await studio.setHparam("Batch", 256);
  await expect(studio.button("Train")).toBeDisabled();
  await expect(studio.button("Train")).toHaveAccessibleDescription(
    /^This recipe needs [\d.]+ GB of memory for [\d,]+ patches, and this page may use [\d.]+ GB\. The largest that fits: batches of \d+\.$/,
  );
  const words = await page.getByText("The largest that fits").textContent();
  await page.getByRole("radio", { name: "中文" }).click();
  await expect(page.getByText("可用的最大设置")).toHaveText(
    /^按此配方训练 [\d,]+ 个图块需要 [\d.]+ GB 内存，而本页面最多可用 [\d.]+ GB。可用的最大设置：批量 \d+。$/,
  );
  await page.getByRole("radio", { name: "EN" }).click();
  await studio.press("Use this");
  await expect(studio.button("Train")).toBeEnabled();
  const batch = await page.getByRole("textbox", { name: "Batch", exact: true }).inputValue();
  expect(words).toContain(`batches of ${batch}.`);
});
