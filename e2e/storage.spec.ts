/** Storage that fails, is of another version, or is cut off: nothing is lost, and people are told. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { pngBytes } from "../src/data/testing/imageBytes.ts";
import { dropFiles } from "./dropFiles.ts";
import { endEngine } from "./engineWorker.ts";
import { expect, test } from "./fixtures.ts";
import { inChinese } from "./inChinese.ts";
import { StudioPage } from "./pages/studioPage.ts";
import { writeTextureFolders } from "./textures.ts";

const classCard = (page: Page, name: string): Locator =>
  page.getByRole("region", { name, exact: true });

const photosOf = (page: Page, name: string): Locator =>
  page.getByRole("grid", { name: `Photos of “${name}”` }).getByRole("row");

const saved = (page: Page): Locator => page.getByText("Saved", { exact: true });

async function newProject(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Projects" }).click();
  await page.getByRole("menuitem", { name: "New project" }).click();
  await expect(page.getByText("This project has no photos yet")).toBeVisible();
}

/** Photos of bark and sand in a project of their own, saved. */
async function withPhotos(page: Page, folder: string, count: number): Promise<void> {
  await newProject(page);
  await page.locator("input[webkitdirectory]").setInputFiles(writeTextureFolders(folder, count));
  await expect(photosOf(page, "sand")).toHaveCount(count);
  await expect(saved(page)).toBeVisible();
}

async function deleteClass(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for “${name}”` }).click();
  await page.getByRole("menuitem", { name: "Delete class" }).click();
  await expect(classCard(page, name)).toBeHidden();
  await expect(saved(page)).toBeVisible();
}

/** Photos of one colour each, no two alike, in one folder. @returns the folder */
function writeFlatPhotos(folder: string, count: number, blue: number): string {
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < count; n++) {
    writeFileSync(join(folder, `${n}.png`), pngBytes(40, 40, [n % 256, n >> 8, blue]));
  }
  return folder;
}

const importing = (page: Page): Locator =>
  page.getByRole("progressbar", { name: /^Adding photos to/ });

/** Files of stored photos, those in the trash included, without what a lost engine had only begun to write. */
const storedPhotos = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("photos", { create: true });
    let count = 0;
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) {
      if (!name.startsWith("new-")) count++;
    }
    return count;
  });

/** Photos of imports under way that are written down. */
const photosNoted = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open("latent-loom");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const batches = IDBKeyRange.bound("intake:", "intake;", false, true);
    const reading = database.transaction("values").objectStore("values").getAll(batches);
    const rows = await new Promise<{ record: { photos: unknown[] } }[]>((resolve) => {
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    return rows.reduce((count, { record }) => count + record.photos.length, 0);
  });

test("what is deleted comes back: by undo with a second tab open, and from the Library after a reload", async ({
  page,
  context,
  studio,
}, info) => {
  await studio.open("?backend=wasm");
  await withPhotos(page, info.outputPath("textures"), 4);
  await deleteClass(page, "sand");

  const second = new StudioPage(await context.newPage());
  await second.open("?backend=wasm");
  await second.goTo("Library");
  const binThere = second.page.getByRole("region", { name: "Recently deleted" });
  await expect(binThere).toContainText("Class with 4 photos");
  await page.bringToFront();
  await page.keyboard.press("Control+z");
  await expect(photosOf(page, "sand")).toHaveCount(4);
  await expect(saved(page)).toBeVisible();
  await expect(binThere).toBeHidden(); // it follows what is done here
  await second.page.close();

  await deleteClass(page, "sand");
  await page.reload();
  await studio.goTo("Library");
  const bin = page.getByRole("region", { name: "Recently deleted" });
  await expect(bin.getByRole("listitem")).toHaveCount(1);
  await expect(bin).toContainText("Class with 4 photos");
  await bin.getByRole("button", { name: "Bring back “sand”" }).click();
  await expect(bin).toBeHidden();
  await studio.goTo("Data");
  await expect(photosOf(page, "sand")).toHaveCount(4);
  await expect(page.getByText("cannot be read")).toHaveCount(0);
  expect(await storedPhotos(page)).toBe(8);

  await studio.goTo("Library");
  await page.getByRole("button", { name: "Delete “New project”" }).click();
  await expect(bin).toContainText("Project with 8 photos");
  await bin.getByRole("button", { name: "Delete now" }).click();
  await expect(async () => {
    const answer = bin.getByRole("button", { name: "Delete for good?" });
    if (await answer.isVisible()) await answer.click(); // in haste it answers nothing
    await expect(bin).toBeHidden({ timeout: 1000 });
  }).toPass();
  expect(await storedPhotos(page)).toBe(0);
});

test("an import loses nothing and doubles nothing: cut off by a reload, its engine lost, a second tab opened meanwhile", async ({
  page,
  context,
  studio,
}, info) => {
  test.slow();
  await studio.open("?backend=wasm");
  await newProject(page);
  const files = 600;
  const add = async (folder: string, known = 0) => {
    await page.locator("input[webkitdirectory]").setInputFiles(folder);
    await expect.poll(() => photosNoted(page), { intervals: [20] }).toBeGreaterThan(known + 40);
  };
  const many = writeFlatPhotos(info.outputPath("many"), files, 7);
  const cutOff = [
    ["EN", /^An import was cut off: \d+ photos of 600 files/],
    ["中文", /^有一次导入中断了：600 个文件中已添加 \d+ 张照片。/],
  ] as const;
  let kept = 0;
  for (const [language, words] of cutOff) {
    await page.getByRole("radio", { name: language }).click();
    await add(many, kept);
    await page.reload();
    await expect(page.getByText(words)).toBeVisible();
    await page.getByRole("radio", { name: "EN" }).click();
    await expect(saved(page)).toBeVisible();
    const before = kept;
    kept = Number(/\d+/.exec((await classCard(page, "many").textContent()) ?? "")?.[0]);
    expect(kept).toBeGreaterThan(before);
    expect(kept).toBeLessThan(files);
    expect((await storedPhotos(page)) - kept).toBeLessThan(files / 3); // of the last half second
  }
  await page.reload();
  await expect(classCard(page, "many")).toContainText(`${kept} photos`);
  await expect(page.getByText(/^An import was cut off/)).toBeHidden();

  await add(many);
  endEngine(page);
  await expect(importing(page)).toBeVisible();
  await expect(page.getByText(/^The compute engine had stopped/)).toBeVisible({ timeout: 60_000 });
  await expect(importing(page)).toBeHidden({ timeout: 60_000 });
  await expect(classCard(page, "many")).toContainText(`${files} photos`);
  expect(await storedPhotos(page)).toBe(files); // each once: no two are alike

  await add(writeFlatPhotos(info.outputPath("more"), files, 8));
  const second = await context.newPage();
  await new StudioPage(second).open("?backend=wasm");
  for (const tab of [page, second]) {
    await expect(classCard(tab, "many")).toContainText(`${files} photos`);
    await expect(classCard(tab, "more")).toContainText(`${files} photos`, { timeout: 60_000 });
  }
  await second.close();
  await page.bringToFront();
  await expect(saved(page)).toBeVisible();
  expect(await storedPhotos(page)).toBe(2 * files);
  await page.reload();
  await expect(classCard(page, "more")).toContainText(`${files} photos`);
  await expect(page.getByText("cannot be read")).toHaveCount(0);
});

test("documents that cannot be opened are listed, can be saved, and lose no photo", async ({
  page,
  studio,
}, info) => {
  await studio.open("?backend=wasm");
  await withPhotos(page, info.outputPath("textures"), 3);
  await page.evaluate(editStoredProjects);
  for (let start = 0; start < 3; start++) {
    await page.reload();
    await studio.goTo("Library");
    await expect(page.getByRole("region", { name: "Could not be opened" })).toBeVisible();
  }
  expect(await storedPhotos(page)).toBe(6);
  const card = page.getByRole("region", { name: "Could not be opened" });
  await expect(card).toContainText("its record is damaged");
  await inChinese(page, () =>
    expect(page.getByRole("region", { name: "无法打开的内容" })).toContainText("其记录已损坏"),
  );
  const download = page.waitForEvent("download");
  await card.getByRole("button", { name: "Save what is there" }).click();
  expect((await download).suggestedFilename()).toBe("New project.zip");

  await page.getByRole("button", { name: "Open “From the future”" }).click();
  await expect(page.getByText("was made by a newer version")).toBeVisible();
  await inChinese(page, () =>
    expect(page.getByRole("alert")).toHaveText(/^“From the future”由此应用的较新版本创建/),
  );
});

test("a database that does not open costs nothing that is stored, and what was made meanwhile is kept once it does", async ({
  page,
  context,
  studio,
}, info) => {
  const banner = page.getByRole("alert").first();
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await studio.open("?backend=wasm");
  await withPhotos(page, info.outputPath("textures"), 3);
  await context.route("**/favicon.ico", (route) => route.fulfill({ status: 204 })); // asked for beside a picture
  const holder = await context.newPage();
  await holder.goto("/icon.svg");
  await holder.evaluate(blockDatabase);
  await page.reload();
  await expect(banner).toContainText("refuses to store anything", { timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Download a copy" })).toBeVisible();
  await inChinese(page, () => expect(banner).toContainText("此浏览器拒绝保存数据"));
  await newProject(page);
  const folder = writeTextureFolders(info.outputPath("meanwhile"), 2);
  await dropFiles(page, page.getByRole("main"), [folder]);
  await expect(photosOf(page, "sand")).toHaveCount(2);
  expect(await storedPhotos(page)).toBe(6);

  await page.getByRole("button", { name: /^Compute engine: WebAssembly/ }).click(); // another engine would have none of them
  const engine = page.getByRole("dialog", { name: "Compute engine" });
  await engine.getByRole("button", { name: /Compute with/ }).click();
  await page.getByRole("option", { name: "JavaScript" }).click();
  await expect(engine.getByRole("alert")).toContainText("lost when another takes its place");
  await engine.getByRole("button", { name: "Stay with Automatic" }).click();
  await expect(engine.getByRole("button", { name: /Compute with/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(engine).toBeHidden();

  await holder.close();
  const keepIt = page.getByRole("button", { name: "Keep it and reload" });
  await expect(keepIt).toBeVisible({ timeout: 30_000 });
  await inChinese(page, () => expect(banner).toContainText("浏览器的存储已恢复正常"));
  await keepIt.click();
  await expect(banner).toBeHidden();
  await expect(saved(page)).toBeVisible();
  await studio.goTo("Library");
  await page.getByRole("button", { name: "Open “New project”" }).click();
  await expect(photosOf(page, "sand")).toHaveCount(2);
  expect(await storedPhotos(page)).toBe(6); // the two are among the three
  expect(asked).toEqual([]); // all is kept, so nobody is asked whether to leave
});

test("an engine that stops in a session in memory takes photos with it, and that is said and shown", async ({
  page,
  context,
  studio,
}, info) => {
  await context.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  const holder = await context.newPage();
  await studio.open("?backend=wasm");
  await holder.goto("/icon.svg");
  await holder.evaluate(blockDatabase);
  await page.reload();
  await expect(page.getByText(/^This browser refuses to store/)).toBeVisible({ timeout: 30_000 });
  await newProject(page);
  const folder = writeTextureFolders(info.outputPath("textures"), 2);
  await dropFiles(page, page.getByRole("main"), [folder]);
  await expect(photosOf(page, "sand")).toHaveCount(2);
  endEngine(page);
  await expect(
    page.getByText(/photos you added and models you trained in this tab are gone/),
  ).toBeVisible({
    timeout: 60_000,
  });
  await inChinese(page, () => expect(page.getByText(/照片和训练的模型已丢失/)).toBeVisible());
  const missing = photosOf(page, "sand").first().locator("svg.lucide-image-off");
  await expect(missing).toBeVisible(); // its name and place are here still
  await expect(page.getByText("Not saved", { exact: true })).toBeVisible();
});

test("storage that is cleared while the page is open is told, and what the page has is saved again", async ({
  page,
  context,
  studio,
}, info) => {
  await studio.open("?backend=wasm");
  await withPhotos(page, info.outputPath("textures"), 2);
  const session = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await expect(page.getByRole("alert")).toContainText("was cleared while it was open");
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(classCard(page, "sand")).toContainText("2 photos");
});

/** In the page: keeps the database from opening until the page is closed. */
async function blockDatabase(): Promise<void> {
  await new Promise((resolve) => {
    indexedDB.open("latent-loom").onsuccess = resolve; // stays open, whoever asks it to close
  });
  indexedDB.deleteDatabase("latent-loom"); // waits for it, and whoever opens waits for that
}

/** In the page: damages the newest project, and lays a project of a newer version beside it. */
async function editStoredProjects(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open("latent-loom");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const transaction = database.transaction("projects", "readwrite");
  const table = transaction.objectStore("projects");
  const rows = await new Promise<{ key: string; order: number; record: object }[]>((resolve) => {
    const reading = table.getAll();
    reading.onsuccess = () => resolve(reading.result);
  });
  rows.sort((a, b) => b.order - a.order);
  const [newest] = rows;
  if (!newest) throw new Error("There is no project");
  table.put({ ...newest, record: { ...newest.record, patches: null } });
  const future = { ...newest.record, version: 2, id: "future", name: "From the future" };
  table.put({ key: "future", order: newest.order + 1, record: future });
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}

test("storage that is cleared while a training goes on is told, and what the page has is saved again", async ({
  page,
  context,
  studio,
}, info) => {
  test.slow();
  await studio.open("?backend=wasm");
  await withPhotos(page, info.outputPath("textures"), 2);
  await studio.train("Classifier", 4);
  const session = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await expect(page.getByRole("alert")).toContainText("was cleared while it was open");
  await inChinese(page, () =>
    expect(page.getByRole("alert")).toContainText("此页面打开期间，其浏览器存储被清除"),
  );
  await expect(saved(page)).toBeVisible();
  const steps = await studio.stepsTaken();
  await expect.poll(() => studio.stepsTaken()).toBeGreaterThan(steps);
  await studio.press("Pause");
  await expect(studio.button("Resume")).toBeEnabled();
  const kept = await studio.stepsTaken();
  await page.reload();
  await expect(studio.button("Resume")).toBeVisible();
  expect(await studio.stepsTaken()).toBe(kept);
  await studio.goTo("Data");
  await expect(classCard(page, "sand")).toContainText("2 photos");
});
