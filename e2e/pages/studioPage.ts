/** The studio as a person meets it: everything is found by role and label. */
import { expect, type Page } from "@playwright/test";

export class StudioPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the app and waits until it can be used. */
  async open(search = ""): Promise<void> {
    await this.page.goto(`/${search}`);
    await expect(this.page.getByRole("main")).toBeVisible();
  }
}
