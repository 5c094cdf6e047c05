/** Trainings on graphics devices that are taken away, as the journeys of `devices.spec.ts` and others need them. */
import type { Browser, Page } from "@playwright/test";
import type { RunRecord } from "../src/protocol/run.ts";
import { expect } from "./fixtures.ts";
import { startLab, tinyData, tinyRequest } from "./labRuns.ts";
import type { StudioPage } from "./pages/studioPage.ts";

/** SwiftShader compiles for long, and anew on each device. */
export const slowMs = 180_000;
/** So many that each test ends before; every tenth is logged. */
const steps = 20_000;

/** The process that draws and computes for all pages ends, with every device and context. */
export async function crashGpu(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess");
  await session.detach();
}

export const lendsWebGl = (): boolean => new OffscreenCanvas(1, 1).getContext("webgl2") !== null;

/** The only run that is stored, as it is kept. */
export function storedRun(page: Page): Promise<RunRecord> {
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

export const isStoredBeyond = (page: Page, step: number) =>
  expect.poll(async () => (await storedRun(page)).step, { timeout: slowMs }).toBeGreaterThan(step);

/** A run of the open project on pictures so small that a step takes milliseconds even on SwiftShader, paused. */
export async function withTinyRun(studio: StudioPage): Promise<void> {
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
export async function trainTiny(studio: StudioPage, backend: "webgpu" | "webgl"): Promise<void> {
  await studio.open(`?backend=${backend}`);
  await studio.goTo("Train");
  await studio.page.getByRole("radio", { name: "Classifier" }).click();
  await expect(studio.page.getByRole("heading", { name: "Tiny" })).toBeVisible();
  await studio.press("Resume");
}

export async function trainsBeyond(studio: StudioPage, step: number): Promise<void> {
  const pause = studio.page.getByRole("main").getByRole("button", { name: "Pause" });
  await expect(pause).toBeEnabled({ timeout: slowMs });
  await expect.poll(() => studio.stepsTaken(), { timeout: slowMs }).toBeGreaterThan(step);
}

/** Trains until something beyond a step is kept, and ends the graphics process. @returns the step that is kept */
export async function crashOnceKept(studio: StudioPage, step: number): Promise<number> {
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
export async function toldWayBack(page: Page, english: RegExp, chinese: RegExp): Promise<number> {
  const step = await stepIn(page, "Notices", english);
  await page.getByRole("radio", { name: "中文" }).click();
  expect(await stepIn(page, "通知", chinese)).toBe(step);
  await page.getByRole("radio", { name: "EN" }).click();
  return step;
}

/** Each logged step once, with a loss, and no jump where the run went back. */
export function expectSound({ history }: RunRecord, backAt: readonly number[]): void {
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
