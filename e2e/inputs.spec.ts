/**
 * Every input of every desk, under the headers that are really served: typed, cleared, stepped, pasted, out
 * of range. A desk that stops, a breach of the policy or an error in the console fails, with the input's name.
 */
import { driveEveryInput, fillClipboard } from "./everyInput.ts";
import { expect, test } from "./fixtures.ts";

const desks = ["data", "train", "generate", "inspect", "library"] as const;

/** So many at least are there with the sample projects; where fewer are found, the search is broken. */
const fewestInputs = 60;

for (const language of ["EN", "中文"]) {
  test(`no input stops a desk (${language})`, async ({ studio, page, watch }) => {
    test.slow(); // a hundred inputs, each by a dozen keys
    page.setDefaultTimeout(15_000);
    await studio.open("?backend=wasm");
    await page.getByRole("radio", { name: language }).click();
    await fillClipboard(page);
    const main = page.getByRole("main");
    const title = page.getByRole("heading", { level: 1 });
    const driven = new Set<string>();
    for (const desk of desks) {
      const link = page.locator(`nav a[href="#${desk}"]`);
      await link.click();
      const words = await link.innerText();
      await expect(title).toHaveText(words);
      if (desk === "inspect") await main.locator("li button").first().click(); // a verdict has a slider
      await driveEveryInput(page, desk, driven, async (input) => {
        await expect(title, `${input} stops the desk`).toHaveText(words);
        expect(watch.faults, `${input} breaks something`).toEqual([]);
      });
    }
    expect(driven.size).toBeGreaterThan(fewestInputs);
  });
}
