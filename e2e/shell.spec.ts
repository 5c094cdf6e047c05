/** What surrounds the desks: keys, language, theme, projects, the engine's badge, sliders. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { swipe } from "./touch.ts";

const patchSlider = (page: Page, name: string) => ({
  track: page.getByRole("slider", { name }),
  field: page.getByRole("textbox", { name }),
});

test.beforeEach(async ({ studio, page }) => {
  await studio.open();
  await expect(page.getByRole("grid").first()).toBeVisible();
});

test("number keys open desks, ? lists the keys, Back returns, a reload stays", async ({ page }) => {
  await page.keyboard.press("5");
  await expect(page.getByRole("heading", { name: "Library", level: 1 })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys and gestures" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Data", level: 1 })).toBeVisible();
  await page.goForward();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Library", level: 1 })).toBeVisible();
});

test("a desk whose script did not come is said to be away, and opens once the server answers", async ({
  page,
  watch,
}) => {
  const desks = /\/assets\/(TrainDesk|LibraryPanel)/;
  await page.route(desks, (route) => route.abort());
  for (const desk of ["Library", "Train"]) {
    await page.getByRole("link", { name: desk }).click();
    await expect(page.getByRole("alert")).toContainText("This desk could not be loaded");
  }
  await page.getByRole("radio", { name: "中文" }).click();
  await expect(page.getByRole("alert")).toContainText("此页面的服务器没有响应");
  await page.getByRole("radio", { name: "EN" }).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toContainText("did not answer"); // it is still away
  await page.unroute(desks);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("radio", { name: "VAE" })).toBeVisible();
  await page.getByRole("link", { name: "Library" }).click();
  await expect(page.getByRole("heading", { name: "Projects" })).toBeVisible();
  watch.faults.length = 0; // the browser tells of what it could not fetch
});

test("language and theme are switched and kept", async ({ page }) => {
  await page.getByRole("radio", { name: "中文" }).click();
  await expect(page.getByRole("heading", { name: "数据", level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "草地" })).toBeVisible();
  await page.getByRole("button", { name: "主题" }).click();
  await page.getByRole("menuitem", { name: "浅色" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(page.getByRole("heading", { name: "数据", level: 1 })).toBeVisible();
});

test("a project is made, named, deleted and brought back", async ({ page }) => {
  await page.getByRole("link", { name: "Library" }).click();
  await page.getByRole("button", { name: "Projects" }).click();
  await page.getByRole("menuitem", { name: "New project" }).click();
  await expect(page.getByRole("heading", { name: "Data", level: 1 })).toBeVisible();
  const name = page.getByRole("banner").getByRole("textbox", { name: "Project name" });
  await expect(name).toBeFocused();
  await page.keyboard.type("Courtyard");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Projects" }).click();
  await page.getByRole("menuitem", { name: "Delete “Courtyard”" }).click();
  await expect(name).toHaveValue("Sample textures");
  await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" }).click();
  await expect(name).toHaveValue("Courtyard");
});

test("an offer to undo outlives a change of language, and brings back names of that one", async ({
  page,
}) => {
  await page.getByRole("button", { name: "Actions for “Grass”" }).click();
  await page.getByRole("menuitem", { name: "Delete class" }).click();
  await expect(page.getByRole("region", { name: "Notices" })).toContainText("“Grass” and its");
  await page.getByRole("radio", { name: "中文" }).click();
  const notices = page.getByRole("region", { name: "通知" });
  await expect(notices).toContainText("已移除“Grass”及其");
  await notices.getByRole("button", { name: "撤销" }).click();
  await expect(page.getByRole("region", { name: "草地", exact: true })).toBeVisible();
  await expect(notices).not.toContainText("已移除");
});

test("the badge tells which engines were tried, and takes a choice", async ({ page }) => {
  await page.getByRole("button", { name: /^Compute engine: WebAssembly/ }).click();
  const details = page.getByRole("dialog", { name: "Compute engine" });
  await expect(details.getByText("Tried before it")).toBeVisible();
  await details.getByRole("button", { name: /Compute with/ }).click();
  await page.getByRole("option", { name: "JavaScript" }).click();
  await expect(page.getByRole("button", { name: /^Compute engine: JavaScript/ })).toBeVisible();
});

test("a slider takes keys, typed values and a double-click", async ({ page }) => {
  const { track, field } = patchSlider(page, "Held out");
  await track.press("ArrowRight");
  await expect(field).toHaveValue("25 %");
  await track.press("Alt+ArrowRight");
  await expect(field).toHaveValue("26 %");
  await track.press("End");
  await expect(field).toHaveValue("50 %");
  await field.fill("33");
  await field.press("Enter");
  await expect(field).toHaveValue("33 %");
  await track.dblclick();
  await expect(field).toHaveValue("20 %");
});

test("a finger that scrolls over a slider leaves it alone; a tap and a drag move it", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 420 });
  await page.getByRole("button", { name: "Cut into patches" }).click();
  const sheet = page.getByRole("dialog", { name: "Cut into patches" });
  const track = sheet.getByRole("slider", { name: "Held out" });
  const words = () => track.getAttribute("aria-valuetext");
  const scrolled = () =>
    track.evaluate((input) => {
      let top = 0;
      for (let node = input.parentElement; node; node = node.parentElement) top += node.scrollTop;
      return top;
    });
  await track.scrollIntoViewIfNeeded();
  const before = await scrolled();
  await swipe(page, track, { x: 4, y: before > 100 ? 150 : -150 });
  await expect.poll(scrolled).not.toBe(before);
  expect(await words()).toBe("20 %");
  await track.scrollIntoViewIfNeeded();
  await swipe(page, track, { x: 0, y: 0 });
  await expect.poll(words).toBe("30 %");
  await swipe(page, track, { x: 40, y: 4 });
  await expect.poll(words).not.toBe("30 %");
});

test("a typed number is what was meant, or the field says why it is not taken", async ({
  studio,
  page,
}) => {
  await studio.goTo("Train");
  const type = async (name: string, typed: string, shown: string) => {
    const field = page.getByRole("textbox", { name, exact: true });
    await field.fill(typed);
    await field.press("Enter");
    await expect(field).toHaveValue(shown);
    return field;
  };
  await type("Steps", "12,500", "12500");
  await type("Steps", "2k", "2000");
  await type("Steps", "１２０", "120");
  await type("Learning rate", "E-4", "1e-4");
  await type("Learning rate", "0,0005", "5e-4");
  const rate = await type("Learning rate", "-1", "5e-4");
  await expect(rate).toHaveAccessibleDescription(
    "“-1” is not between 1e-6 and 0.1. It stays at 5e-4.",
  );
  await type("Learning rate", "fast", "5e-4");
  await expect(rate).toHaveAccessibleDescription(/^“fast” was not understood as a number\./);
  await page.getByRole("radio", { name: "中文" }).click();
  await expect(page.getByText("无法将“fast”识别为数字，仍保持 5e-4。")).toBeVisible();
  await page.getByRole("radio", { name: "EN" }).click();
  await type("Learning rate", "1/1000", "0.001");
  await expect(rate).toHaveAccessibleDescription("");

  await studio.goTo("Data");
  const seed = page.getByRole("spinbutton", { name: "Seed" });
  await seed.fill("4 000");
  await seed.press("ArrowUp");
  await expect(seed).toHaveValue("4001");
});

test("on a narrow screen the settings are a sheet and the desks a bar", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole("button", { name: "Cut into patches" }).click();
  const sheet = page.getByRole("dialog", { name: "Cut into patches" });
  await expect(sheet.getByRole("slider", { name: "Overlap" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Library" }).click();
  await expect(page.getByRole("heading", { name: "Library", level: 1 })).toBeVisible();
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
});
