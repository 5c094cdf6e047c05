/** `bench photos`: what thousands of photos cost the page: its longest tasks while they come in, and after. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { StudioPage } from "../e2e/pages/studioPage.ts";
import { expect } from "../e2e/patientExpect.ts";
import { writeJson } from "../lab/report.ts";
import { withApp } from "../scripts/withApp.ts";
import { pngBytes } from "../src/data/testing/imageBytes.ts";
import { mainThreadTasks, recordTrace } from "./mainThread.ts";

const files = 5000;
/** The import and its picture of each; a busy machine takes minutes. */
const longestMs = 30 * 60 * 1000;
/** Bytes apart from its neighbours', so that none passes for a copy. */
const colourOf = (n: number) => [n % 256, (n >> 8) % 256, 100] as const;

export const benchPhotos = ({ json }: { readonly json?: string }): Promise<void> =>
  withApp(async (browser, baseURL) => {
    const folder = join(tmpdir(), `latent-loom-photos-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    for (let n = 0; n < files; n++)
      writeFileSync(join(folder, `${n}.png`), pngBytes(16, 16, colourOf(n)));
    const context = await browser.newContext({ baseURL, locale: "en-GB" });
    const { page } = new StudioPage(await context.newPage());
    page.setDefaultTimeout(longestMs);
    const session = await browser.newBrowserCDPSession();
    await page.goto("/?backend=wasm");
    await page.getByRole("button", { name: "Projects", exact: true }).click();
    await page.getByRole("menuitem", { name: "New project" }).click();
    const saved = page.getByText("Saved", { exact: true });
    await saved.waitFor();

    const rows: Record<string, unknown>[] = [];
    const watch = async (act: string, during: () => Promise<void>) => {
      const started = performance.now();
      const trace = await recordTrace(session, during);
      const seconds = (performance.now() - started) / 1000;
      const row = { act, seconds: Math.round(seconds), ...mainThreadTasks(trace, seconds) };
      rows.push(row);
      process.stdout.write(`${JSON.stringify(row)}\n`);
    };
    await watch(`import of ${files} photos`, async () => {
      await importFolder(page, folder);
      await saved.waitFor();
    });
    await watch("a rename", async () => {
      const field = page.getByRole("textbox", { name: "Project name" });
      await field.fill("Thousands");
      await field.press("Enter");
      await page.waitForTimeout(2000); // it is saved meanwhile
      await saved.waitFor();
    });
    await watch("scrolling through them", async () => {
      await page.mouse.move(500, 500);
      for (let n = 0; n < 20; n++) {
        await page.mouse.wheel(0, 600);
        await page.waitForTimeout(100);
      }
    });
    rmSync(folder, { recursive: true, force: true });
    if (json) writeJson(json, { files, rows });
  });

async function importFolder(page: Page, folder: string): Promise<void> {
  await page.locator("main input[webkitdirectory]").setInputFiles(folder);
  await expect(page.getByText(/ photos? added$/).last()).toBeVisible({ timeout: longestMs });
}
