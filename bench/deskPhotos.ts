/**
 * `bench ui`, cases `photo` and `photos`: verdicts on the Inspect desk by the classifier that the app ships with,
 * in turns with another checkout's build: one photo with its heat map, and many at once.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type CDPSession, chromium } from "playwright";
import { StudioPage } from "../e2e/pages/studioPage.ts";
import { textureKinds, texturePng } from "../e2e/textures.ts";
import { buildIfNeeded, type ServedApp, serveApp } from "../scripts/builtApp.ts";
import { ensureChromium, flagsForBackend } from "../scripts/chromium.ts";
import { percentile } from "./latency.ts";
import { mainThreadTasks, recordTrace } from "./mainThread.ts";
import type { UiBenchArgs } from "./uiArgs.ts";

/** Of a photo, px: its patches are 25 after it was scaled. */
const side = 320;
/** Turns that many photos come in, before the one that is traced. */
const portions = 5;
const singlePhotos = 20;
/** Between two of them: the one before is stored and its page drawn in the meantime. */
const restMs = 500;
/** The test driver's own way looks twice a second, which is a long time for the last of a portion. */
const pollMs = 20;
/** A busy machine takes minutes for a portion. */
const longestMs = 30 * 60 * 1000;

type Case = "photo" | "photos";

interface PhotoRow {
  readonly case: "photo";
  readonly build: string;
  /** What the page says that the verdict took: from asking the engine to its pictures. */
  readonly medianMs: number;
  readonly p10Ms: number;
  readonly p90Ms: number;
  /** From the choice of the file to its verdict and heat map in view, as the test driver sees it. */
  readonly untilSeenMs: number;
}

interface PhotosRow {
  readonly case: "photos";
  readonly build: string;
  readonly photos: number;
  readonly photosPerSecond: number;
  /** CPU time of the page's main thread. */
  readonly longestTaskMs: number;
  readonly tasksOver50Ms: number;
  /** Of the page with its workers, before the first photo and after each portion; resident. */
  readonly megabytes: readonly number[];
}

/** One build with a browser of its own, on its Inspect desk. */
interface Desk {
  readonly build: string;
  readonly app: ServedApp;
  readonly browser: Browser;
  readonly session: CDPSession;
  readonly studio: StudioPage;
}

/** @param against a checkout whose app is built; null: this build alone */
export async function benchDeskPhotos(
  cases: readonly Case[],
  { backend, photos, against }: Pick<UiBenchArgs, "against" | "backend" | "photos">,
): Promise<(PhotoRow | PhotosRow)[]> {
  await buildIfNeeded();
  const rows: (PhotoRow | PhotosRow)[] = [];
  for (const name of cases) {
    const desks: Desk[] = [];
    const folder = join(tmpdir(), `latent-loom-desk-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    try {
      desks.push(await openDesk("this", backend));
      if (against !== undefined) desks.push(await openDesk("against", backend, against));
      rows.push(
        ...(name === "photo" ? await singly(desks, folder) : await together(desks, folder, photos)),
      );
    } finally {
      for (const { browser, app } of desks) {
        await browser.close();
        await app.close();
      }
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
}

async function openDesk(build: string, backend: string, root?: string): Promise<Desk> {
  const app = await serveApp(undefined, root);
  const args = flagsForBackend(backend as UiBenchArgs["backend"]);
  const browser = await chromium.launch({ executablePath: ensureChromium(), args });
  const context = await browser.newContext({ baseURL: app.url, locale: "en-GB" });
  const studio = new StudioPage(await context.newPage());
  studio.page.setDefaultTimeout(longestMs);
  const session = await browser.newBrowserCDPSession();
  await studio.open(`?backend=${backend}`);
  await studio.goTo("Inspect");
  const desk = { build, app, browser, session, studio };
  for (let warm = 0; warm < 3; warm++)
    await judged(desk, [written(tmpdir(), `warm ${warm}`, warm)]);
  return desk;
}

async function singly(desks: readonly Desk[], folder: string): Promise<PhotoRow[]> {
  const all = desks.map(() => ({ took: [] as number[], seen: [] as number[] }));
  for (let photo = 0; photo < singlePhotos; photo++) {
    const path = written(folder, `single ${photo}`, 100 + photo);
    for (const [at, desk] of desks.entries()) {
      all[at]?.seen.push(await judged(desk, [path]));
      all[at]?.took.push(await tookMs(desk));
      await desk.studio.page.waitForTimeout(restMs);
    }
  }
  return desks.map(({ build }, at) => {
    const { took = [], seen = [] } = all[at] ?? {};
    const [p10Ms, medianMs, p90Ms, untilSeenMs] = [
      percentile(took, 0.1),
      percentile(took, 0.5),
      percentile(took, 0.9),
      percentile(seen, 0.5),
    ].map(Math.round) as [number, number, number, number];
    return { case: "photo", build, medianMs, p10Ms, p90Ms, untilSeenMs };
  });
}

/** As the card in view says: two digits, in milliseconds or seconds. */
async function tookMs({ studio: { page } }: Desk): Promise<number> {
  const words =
    (await page
      .getByText(/ took /)
      .first()
      .textContent()) ?? "";
  const [, number = "", unit] = / took ([\d.,]+) (\w+)/.exec(words) ?? [];
  return Number(number.replaceAll(",", "")) * (unit === "ms" ? 1 : 1000);
}

async function together(
  desks: readonly Desk[],
  folder: string,
  photos: number,
): Promise<PhotosRow[]> {
  const each = Math.ceil(photos / portions);
  const all = desks.map(() => ({
    ms: 0,
    longestTaskMs: 0,
    tasksOver50Ms: 0,
    megabytes: [] as number[],
  }));
  for (const [at, { session }] of desks.entries())
    all[at]?.megabytes.push(await megabytes(session));
  for (let portion = 0; portion <= portions; portion++) {
    const paths = Array.from({ length: each }, (_, n) =>
      written(folder, `${portion} ${n}`, 1000 + portion * each + n),
    );
    for (const [at, desk] of desks.entries()) {
      const sum = all[at] as (typeof all)[number]; // one each
      if (portion < portions) sum.ms += await judged(desk, paths);
      else Object.assign(sum, await mainThreadWhileJudged(desk, paths));
      sum.megabytes.push(await megabytes(desk.session));
    }
  }
  return desks.map(({ build }, at) => {
    const { ms, longestTaskMs, ...rest } = all[at] as (typeof all)[number];
    return {
      case: "photos",
      build,
      photos: each * portions,
      photosPerSecond: Number(((1000 * each * portions) / ms).toFixed(2)),
      longestTaskMs: Math.round(longestTaskMs),
      ...rest,
    };
  });
}

/** Of one portion more, whose time does not count: a trace takes as long as the verdicts themselves. */
async function mainThreadWhileJudged(
  desk: Desk,
  paths: readonly string[],
): Promise<Pick<PhotosRow, "longestTaskMs" | "tasksOver50Ms">> {
  let ms = 0;
  const trace = await recordTrace(desk.session, async () => {
    ms = await judged(desk, paths);
  });
  const { longestMs, tasksOver50Ms } = mainThreadTasks(trace, ms / 1000);
  return { longestTaskMs: Math.max(...longestMs), tasksOver50Ms };
}

/** Unlike any other one. @returns its path */
function written(folder: string, name: string, seed: number): string {
  const path = join(folder, `${name}.png`);
  writeFileSync(path, texturePng(textureKinds[seed % 2 ? "bark" : "sand"], side, seed));
  return path;
}

/** Chooses files, and waits until each has its verdict and the first one's picture is in view. @returns ms */
async function judged({ studio: { page } }: Desk, paths: readonly string[]): Promise<number> {
  const input = page.locator('main input[type="file"]').first();
  const seen = page.evaluate(untilInView, `${paths[0]?.split("/").at(-1)}, `);
  const started = performance.now();
  await input.setInputFiles([...paths]);
  await seen;
  const seenMs = performance.now() - started;
  if (paths.length === 1) return seenMs;
  await page.waitForFunction(allAreJudged, null, { polling: pollMs });
  return performance.now() - started;
}

/** Runs in the page. */
const allAreJudged = (): boolean =>
  [...document.querySelectorAll("main span.text-small")].every(
    (element) => !/ to go$/.test(element.textContent ?? ""),
  );

/** Runs in the page: a test driver that looks again and again takes the time that the verdict needs. */
function untilInView(name: string): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(`main [role="img"][aria-label^="${name}"]`)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

/** What the browser's pages with their workers have in memory. */
async function megabytes(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const pages = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => `${id}`);
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", pages.join(",")], { encoding: "utf8" });
  const kilobytes = stdout.split("\n").reduce((sum, line) => sum + Number(line), 0);
  return Math.round(kilobytes / 1024);
}
