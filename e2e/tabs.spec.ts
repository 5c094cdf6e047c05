/** Two tabs of one browser: one of them edits a project, the other follows, and nothing is undone in silence. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";
import { dropFiles } from "./dropFiles.ts";
import { expect, test } from "./fixtures.ts";
import { inChinese } from "./inChinese.ts";
import { StudioPage } from "./pages/studioPage.ts";
import { writeTextureFolders } from "./textures.ts";
import { crash, randomActs } from "./twoTabs.ts";

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
  await inChinese(b.page, () =>
    expect(b.page.getByText(/^“Ours”正在另一个标签页中编辑。/)).toBeVisible(),
  );

  await rename(classField(a, "Grass"), "Meadow"); // B sees it at once
  await expect(classField(b, "Meadow")).toBeVisible();
  await b.page.keyboard.press("Control+z");
  await expect(classField(b, "Meadow")).toBeVisible(); // undo is of one's own edits
  await dropFiles(a.page, a.page.getByRole("main"), [join(folder, "bark")]);
  await expect(b.page.getByRole("region", { name: "bark" })).toBeVisible();

  await dropFiles(b.page, b.page.getByRole("main"), [join(folder, "sand")]);
  await b.page.getByText(/^Not changed: this project is open in another/).hover(); // so that it stays
  await inChinese(b.page, () =>
    expect(b.page.getByText(/^未作更改：此项目正在另一个标签页中编辑。/)).toBeVisible(),
  );
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

test("one tab trains at a time; the other says so, takes over, and goes on with the same run", async ({
  context,
}) => {
  const a = await openTab(context);
  await a.train("Variational autoencoder", 8);
  const main = (tab: StudioPage) => tab.page.getByRole("main");
  const b = await openTab(context);
  await b.goTo("Train");
  await expect(
    main(b).getByText(/^Another tab is training “VAE \d”, and only one can train/),
  ).toBeVisible();
  await expect(main(b).getByText("In another tab").first()).toBeVisible();
  await inChinese(b.page, async () => {
    await expect(main(b).getByText(/^另一个标签页正在训练“VAE \d”，同一时间只能/)).toBeVisible();
    await expect(main(b).getByText("在另一个标签页中").first()).toBeVisible();
  });
  await expect(main(b).getByRole("button", { name: "Resume" })).toBeDisabled();
  await main(b).getByRole("button", { name: "Pause it there" }).click();
  await expect(main(a).getByRole("button", { name: "Resume" })).toBeEnabled();
  await main(b).getByRole("button", { name: "Resume" }).click();
  await expect(main(b).getByRole("button", { name: "Pause" })).toBeEnabled({ timeout: 60_000 });
  await expect(main(a).getByRole("button", { name: "Resume" })).toBeDisabled();
  await expect(main(a).getByText("In another tab").first()).toBeVisible();

  await crash(b.page); // its turn is free at once
  await expect(main(a).getByRole("button", { name: "Resume" })).toBeEnabled();
});

test("acts by chance in two tabs: one may edit, and nothing that was saved is lost", async ({
  context,
}) => {
  test.slow(); // each kind of act once
  expect((await randomActs(context, 12, 1)).failures).toEqual([]);
});
