/** The studio as a person meets it: everything is found by role and label. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "../patientExpect.ts";

export type DeskName = "Data" | "Train" | "Generate" | "Inspect" | "Library";

export class StudioPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the app and waits until its engine runs. @param search e.g. "?backend=wasm" */
  async open(search = ""): Promise<void> {
    await this.page.goto(`/${search}`);
    await expect(this.page.getByRole("button", { name: /^Compute engine: / })).toBeVisible();
  }

  async goTo(desk: DeskName): Promise<void> {
    await this.page
      .getByRole("navigation", { name: "Desks" })
      .getByRole("link", { name: desk })
      .click();
    await expect(this.page.getByRole("heading", { name: desk, exact: true })).toBeVisible();
  }

  /** On the Train desk: types a hyperparameter of the model in view. */
  async setHparam(name: string, value: number): Promise<void> {
    const field = this.page.getByRole("textbox", { name, exact: true });
    await field.fill(String(value));
    await field.press("Enter");
  }

  /** On the Train desk: picks a model and the smallest recipe, so that a step takes milliseconds. */
  async chooseTiny(model: string, steps: number): Promise<void> {
    await this.goTo("Train");
    await this.page.getByRole("radio", { name: model }).click();
    await this.setHparam("Steps", steps);
    await this.setHparam("Width", 4);
    await this.setHparam("Batch", 8);
  }

  /** As `chooseTiny`, for a model that makes pictures, on the small patches that suit it: a quarter of the work. */
  async choosePainter(model: string, steps: number): Promise<void> {
    await this.chooseTiny(model, steps);
    await this.press("Use these");
  }

  /** Steps that the run in view has taken, as the Train desk says. */
  stepsTaken(): Promise<number> {
    return this.#fact(0);
  }

  /** Of the run in view, as the Train desk says. */
  stepsPerSecond(): Promise<number> {
    return this.#fact(1);
  }

  /** The number that a line of the run's status begins with. */
  async #fact(index: number): Promise<number> {
    const words = await this.page.getByRole("definition").nth(index).textContent();
    return Number(words?.replaceAll(",", "").split(" ")[0]);
  }

  /** On the Train desk: starts a run of the model's first preset that does not end by itself. */
  async train(model: string, width?: number): Promise<void> {
    await this.goTo("Train");
    await this.page.getByRole("radio", { name: model }).click();
    await this.setHparam("Steps", 50_000);
    if (width !== undefined) await this.setHparam("Width", width);
    await this.press("Train");
    await expect(this.page.getByRole("main").getByRole("button", { name: "Pause" })).toBeEnabled({
      timeout: 180_000, // SwiftShader compiles for minutes
    });
  }

  /** A button of the desk in view, not of the dock below it. */
  button(name: string): Locator {
    return this.page.getByRole("main").getByRole("button", { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** From the Train desk to the Generate desk with the run in view. */
  async openGenerateOfRun(): Promise<void> {
    await this.press("Open in Generate");
    await expect(this.latentSlider()).toBeVisible();
  }

  /** On the Generate desk: one slider for every dimension, not only for the most telling. */
  async showAllDimensions(): Promise<void> {
    const more = this.page.getByRole("button", { name: /^Show all / });
    if (await more.isVisible()) await more.click();
  }

  /** The slider of a latent dimension, counted from 0; without one, the first in the list. */
  latentSlider(index?: number): Locator {
    const name = index === undefined ? /^Dimension / : new RegExp(`^Dimension ${index + 1}\\b`);
    return this.page.getByRole("slider", { name }).first();
  }

  /** The generated picture; its `data-version` grows with every picture drawn. */
  latentPicture(): Locator {
    return this.page.getByTestId("latent-picture");
  }
}
