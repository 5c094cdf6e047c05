/** A graphics card that stops while a model trains on it: what people read, and what becomes of the run. */
import type { Browser, Page } from "@playwright/test";
import type { RunRecord } from "../src/protocol/run.ts";
import { expect, test } from "./fixtures.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";
import type { StudioPage } from "./pages/studioPage.ts";

test.use({ softwareWebGpu: true, endsGpuProcess: true });

/** SwiftShader compiles for long, and anew on each device. */
const slowMs = 180_000;
/** So many that each test ends before; every tenth is logged. */
const steps = 20_000;

/** The process that draws and computes for all pages ends, with every device and context. */
async function crashGpu(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess");
  await session.detach();
}

/** The only run that is stored, as it is kept. */
function storedRun(page: Page): Promise<RunRecord> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("latent-loom"));
    const rows = await done(database.transaction("runs").objectStore("runs").getAll());
    database.close();
    return (rows[0] as { record: RunRecord }).record;
  });
}

const isStoredBeyond = (page: Page, step: number) =>
  expect.poll(async () => (await storedRun(page)).step, { timeout: slowMs }).toBeGreaterThan(step);

/** A run of the open project on pictures so small that a step takes milliseconds even on SwiftShader, paused. */
async function withTinyRun(studio: StudioPage): Promise<void> {
  const { page } = studio;
  await studio.open("?backend=wasm");
  await expect(page.getByRole("textbox", { name: "Project name" })).toHaveValue("Sample textures");
  const { models } = await startLab(page, "wasm");
  const spec = models.find(({ id }) => id === "classifier");
  if (!spec) throw new Error("There is no classifier");
  const tiny = tinyRequest(spec, tinyData(8), { steps, batchSize: 4 });
  await page.evaluate(async (request) => {
    const project = (await window.lab.projects()).find(({ name }) => name === "Sample textures");
    void window.lab.train({ ...request, name: "Tiny", projectId: project?.id ?? "" });
    await window.lab.pause(request.runId);
  }, tiny);
}

/** Goes on with it. */
async function trainTiny(studio: StudioPage, backend: "webgpu" | "webgl"): Promise<void> {
  await studio.open(`?backend=${backend}`);
  await studio.goTo("Train");
  await studio.page.getByRole("radio", { name: "Classifier" }).click();
  await expect(studio.page.getByRole("heading", { name: "Tiny" })).toBeVisible();
  await studio.press("Resume");
}

async function trainsBeyond(studio: StudioPage, step: number): Promise<void> {
  const pause = studio.page.getByRole("main").getByRole("button", { name: "Pause" });
  await expect(pause).toBeEnabled({ timeout: slowMs });
  await expect.poll(() => studio.stepsTaken(), { timeout: slowMs }).toBeGreaterThan(step);
}

/** Trains until something beyond a step is kept, and ends the graphics process. @returns the step that is kept */
async function crashOnceKept(studio: StudioPage, step: number): Promise<number> {
  const { page } = studio;
  await isStoredBeyond(page, step);
  const { step: kept } = await storedRun(page);
  await trainsBeyond(studio, kept);
  await crashGpu(page.context().browser() as Browser); // each has one here
  return kept;
}

/** The step that a notice says, whose words it must have. */
async function stepIn(page: Page, label: string, words: RegExp): Promise<number> {
  const region = page.getByRole("region", { name: label });
  await expect(region).toContainText(words, { timeout: slowMs });
  const [, step = ""] = words.exec((await region.textContent()) ?? "") ?? [];
  return Number(step.replaceAll(",", ""));
}

/** What is said of the way back, in both languages. @returns the step that the run goes on from */
async function toldWayBack(page: Page, english: RegExp, chinese: RegExp): Promise<number> {
  const step = await stepIn(page, "Notices", english);
  await page.getByRole("radio", { name: "中文" }).click();
  expect(await stepIn(page, "通知", chinese)).toBe(step);
  await page.getByRole("radio", { name: "EN" }).click();
  return step;
}

/** Each logged step once, with a loss, and no jump where the run went back. */
function expectSound({ history }: RunRecord, backAt: readonly number[]): void {
  const losses = history.flatMap(({ step, values }) =>
    values.loss === undefined ? [] : [{ step, loss: values.loss }],
  );
  expect(losses.map(({ step }) => step)).toEqual(losses.map((_, at) => Math.max(1, 10 * at)));
  expect(losses.filter(({ loss }) => !Number.isFinite(loss))).toEqual([]);
  const most = (part: typeof losses) => Math.max(...part.map(({ loss }) => loss));
  for (const back of backAt) {
    const before = losses.filter(({ step }) => step <= back).slice(-20);
    const after = losses.filter(({ step }) => step > back).slice(0, 20);
    expect(after.length).toBeGreaterThan(0);
    expect(most(after)).toBeLessThan(2 * most(before));
  }
}

test("a graphics process that dies costs seconds of a training; when it dies again, people decide", async ({
  page,
  studio,
}) => {
  test.setTimeout(600_000);
  await withTinyRun(studio);
  await trainTiny(studio, "webgpu");
  const kept = await crashOnceKept(studio, (await storedRun(page)).step);
  const first = await toldWayBack(
    page,
    /The graphics card stopped for a moment\. “Tiny” goes on by itself from step ([\d,]+)\./,
    /显卡短暂中断。“Tiny”已自动从第 ([\d,]+) 步继续训练。/,
  );
  expect(first).toBeGreaterThanOrEqual(kept); // no more is lost than since the last time it was kept
  await trainsBeyond(studio, first);
  await expect(page.getByRole("button", { name: /^Compute engine: WebGPU/ })).toBeVisible();

  const keptAgain = await crashOnceKept(studio, first);
  const banner = page.getByRole("alert").filter({ hasText: "stopped twice" });
  await expect(banner).toContainText(
    "The graphics card stopped twice within a short time, and the browser no longer lets this page use it. Your work is saved: reload the page to use the card again, or go on more slowly.",
    { timeout: slowMs },
  );
  await expect(page.getByRole("main").getByRole("button", { name: "Resume" })).toBeEnabled();
  await page.getByRole("radio", { name: "中文" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "显卡" })).toContainText(
    "显卡在短时间内中断了两次，浏览器不再允许此页面使用它。您的工作已保存：重新加载页面即可再次使用显卡，也可以用较慢的方式继续。",
  );
  await expect(page.getByRole("button", { name: "重新加载页面" })).toBeVisible();
  await page.getByRole("radio", { name: "EN" }).click();
  const second = await studio.stepsTaken();
  expect(second).toBeGreaterThanOrEqual(keptAgain);

  await page.getByRole("button", { name: "Go on with WebAssembly" }).click();
  await expect(banner).toBeHidden();
  await trainsBeyond(studio, second + 20);
  await studio.press("Pause");
  await isStoredBeyond(page, second + 20);
  const stored = await storedRun(page);
  expect(stored.backend).toBe("wasm");
  expectSound(stored, [first, second]);
});

test("a run whose WebGL context is lost goes on by processor, as the browser lends no other", async ({
  page,
  studio,
}) => {
  test.setTimeout(600_000);
  await withTinyRun(studio);
  await trainTiny(studio, "webgl");
  await expect(page.getByRole("button", { name: /^Compute engine: WebGL/ })).toBeVisible();
  const kept = await crashOnceKept(studio, 20);
  const back = await toldWayBack(
    page,
    /The graphics card failed while it trained\. “Tiny” goes on from step ([\d,]+) with WebAssembly, on the processor\./,
    /训练时显卡出了故障。“Tiny”从第 ([\d,]+) 步起改用 WebAssembly（处理器）继续训练。/,
  );
  expect(back).toBeGreaterThanOrEqual(kept);
  await trainsBeyond(studio, back + 20);
  await studio.press("Pause");
  await isStoredBeyond(page, back + 20);
  const stored = await storedRun(page);
  expect(stored.backend).toBe("wasm");
  expectSound(stored, [back]);
});
