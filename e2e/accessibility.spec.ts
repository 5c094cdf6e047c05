/** Every desk in both languages and both themes, and what opens or appears over them, looked over by axe. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

/** Contrast is a theme's, words are a language's: each once is enough. */
const places = [
  { locale: "en-GB", colorScheme: "dark" },
  { locale: "zh-CN", colorScheme: "light" },
] as const;

/**
 * @param within selector of the part that is looked at
 * @param rules  all unless stated
 */
async function expectNoSeriousFault(
  page: Page,
  what: string,
  within = "body",
  rules?: string[],
): Promise<void> {
  const axe = new AxeBuilder({ page })
    .include(within)
    .setLegacyMode() // no frames, so no page of its own to join them
    .options({
      resultTypes: ["violations"], // writing up what is right takes longer than finding what is wrong
      ...(rules && { runOnly: rules }),
    });
  const { violations } = await axe.analyze();
  const serious = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect.soft(serious, what).toEqual([]);
}

for (const { locale, colorScheme } of places) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });

    test("no desk has a serious fault", async ({ page }) => {
      await page.goto("/");
      const desks = page.getByRole("navigation").getByRole("link");
      await expect(desks).toHaveCount(5);
      for (const desk of await desks.all()) {
        await desk.click();
        await expect(desk).toHaveAttribute("aria-current", "page");
        await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
        await expectNoSeriousFault(page, await desk.innerText());
      }
    });
  });
}

test("nor has what opens over a desk or comes by itself, in either theme", async ({
  page,
  context,
  studio,
}) => {
  const inBothThemes = async (what: string, within: string, tab = page) => {
    await tab.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" }); // no colour is on its way to another
    await expectNoSeriousFault(tab, `${what}, dark`, within);
    await tab.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await expectNoSeriousFault(tab, `${what}, light`, within, ["color-contrast"]); // all that a theme changes
  };
  await studio.open("?backend=wasm");

  await page.getByRole("button", { name: "Projects" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await inBothThemes("a menu", "[role=menu]");
  await page.getByRole("menuitem", { name: "New project" }).click();
  await expect(page.getByText("This project has no photos yet")).toBeVisible();
  await inBothThemes("a project without photos", "main");

  for (const name of ["Lawn", "Sand"]) {
    await page.getByRole("button", { name: "Add class" }).click();
    const added = page.getByRole("textbox", { name: "Name of the class" }).last();
    await added.fill(name);
    await added.press("Enter");
  }
  await page.getByRole("textbox", { name: "Name of the class" }).last().fill("Lawn");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("dialog", { name: /^There is a class “Lawn” already/ }),
  ).toBeVisible();
  await inBothThemes("a question", "[role=dialog]");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: /^Compute engine: / }).click();
  await expect(page.getByRole("dialog", { name: "Compute engine" })).toBeVisible();
  await inBothThemes("the compute engine", "[role=dialog]");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await inBothThemes("help", "[role=dialog]");
  await page.keyboard.press("Escape");

  await studio.goTo("Library");
  await page.getByRole("button", { name: "Delete “New project”" }).click();
  await expect(page.getByRole("region", { name: "Recently deleted" })).toBeVisible();
  await inBothThemes("the bin and a notice", "body");

  const second = await context.newPage();
  await second.goto("/?backend=wasm");
  await expect(second.getByRole("button", { name: "Take over here" })).toBeVisible();
  await inBothThemes("a banner", ":has(> div > p[role=status])", second);
  await second.close();

  await studio.train("Variational autoencoder", 4);
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(10);
  await expectNoSeriousFault(page, "a run in progress"); // once: it takes the processors
});
