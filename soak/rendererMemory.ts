/** What a browser's pages and workers take, as the operating system sees it. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright";

const pageBytes = 4096;

/** Resident memory of all renderers together, megabytes (Linux); NaN where it cannot be read. */
export async function rendererMegabytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const resident = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => residentPages(id));
  return (resident.reduce((sum, pages) => sum + pages, 0) * pageBytes) / 2 ** 20;
}

function residentPages(processId: number): number {
  try {
    return Number(readFileSync(`/proc/${processId}/statm`, "utf8").split(" ")[1]);
  } catch {
    return Number.NaN; // it has ended, or this is another system
  }
}
