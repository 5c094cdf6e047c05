/** Every desk in both languages and both themes, looked over by axe. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./fixtures.ts";

/** Contrast is a theme's, words are a language's: each once is enough. */
const places = [
  { locale: "en-GB", colorScheme: "dark" },
  { locale: "zh-CN", colorScheme: "light" },
] as const;

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
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        expect.soft(serious, await desk.innerText()).toEqual([]);
      }
    });
  });
}
