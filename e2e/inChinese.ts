/** The same fault read in the other language. */
import type { Page } from "@playwright/test";

/** Looks at the page in Chinese, and goes back to English. */
export async function inChinese(page: Page, look: () => Promise<void>): Promise<void> {
  await page.getByRole("radio", { name: "中文" }).press("Space");
  await look();
  await page.getByRole("radio", { name: "EN" }).press("Space");
}
