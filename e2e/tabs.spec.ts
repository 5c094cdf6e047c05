/** Two tabs of one browser: one of them edits a project, the other follows, and nothing is undone in silence. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { dropFiles } from "./dropFiles.ts";
import { expect, test } from "./fixtures.ts";
import { StudioPage } from "./pages/studioPage.ts";
import { writeTextureFolders } from "./textures.ts";

const elsewhere = /is being edited in another tab/;

async function openTab(context: BrowserContext): Promise<StudioPage> {
  const studio = new StudioPage(await context.newPage());
  await studio.open();
  return studio;
}

const nameField = ({ page }: StudioPage) => page.getByRole("textbox", { name: "Project name" });
const classField = ({ page }: StudioPage, name: string) =>
  page
    .getByRole("region", { name, exact: true })
    .getByRole("textbox", { name: "Name of the class" });
const banner = ({ page }: StudioPage) => page.getByText(elsewhere);

async function rename(field: ReturnType<typeof nameField>, name: string): Promise<void> {
  await field.fill(name);
  await field.press("Enter");
}

const isSaved = ({ page }: StudioPage) =>
  expect(page.getByText("Saved", { exact: true })).toBeVisible();

/** Its renderer dies, with all of its workers. */
async function crash(page: Page): Promise<void> {
  const died = page.waitForEvent("crash");
  const session = await page.context().newCDPSession(page);
  session.send("Page.crash").catch(() => undefined); // nobody is left to answer
  await died;
}

test("one tab edits, the other follows and takes over; neither undoes the other", async ({
  context,
}) => {
  const folder = writeTextureFolders(mkdtempSync(join(tmpdir(), "tabs-")), 3);
  const a = await openTab(context);
  await rename(nameField(a), "Ours");
  const b = await openTab(context);
  await expect(banner(b)).toBeVisible();
  await expect(nameField(b)).toBeDisabled();
  await expect(nameField(b)).toHaveValue("Ours");

  await rename(classField(a, "Grass"), "Meadow"); // B sees it at once
  await expect(classField(b, "Meadow")).toBeVisible();
  await b.page.keyboard.press("Control+z");
  await expect(classField(b, "Meadow")).toBeVisible(); // undo is of one's own edits
  await dropFiles(a.page, a.page.getByRole("main"), [join(folder, "bark")]);
  await expect(b.page.getByRole("region", { name: "bark" })).toBeVisible();

  await dropFiles(b.page, b.page.getByRole("main"), [join(folder, "sand")]);
  await expect(b.page.getByText(/^Not changed: this project is open in another/)).toBeVisible();
  await b.page.getByRole("button", { name: "Take over here" }).click();
  await expect(banner(a)).toBeVisible();
  await expect(banner(b)).toBeHidden();
  await rename(nameField(b), "Theirs");
  await expect(nameField(a)).toHaveValue("Theirs");
  await expect(nameField(a)).toBeDisabled();
  await isSaved(b);

  await crash(b.page); // who dies has let go
  await expect(banner(a)).toBeHidden();
  await rename(classField(a, "bark"), "Bark");
  await isSaved(a);
  await a.page.reload();
  await expect(nameField(a)).toHaveValue("Theirs");
  for (const name of ["Meadow", "Bark"]) await expect(classField(a, name)).toBeVisible();
});
