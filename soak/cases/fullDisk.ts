/**
 * A disk that is full in the middle of an import, at a film, at a checkpoint and at a save: each is told in
 * time, nothing is torn, and all is saved once there is room.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fullDisk as journey, type Place } from "../../e2e/fullDisk.ts";
import { withApp } from "../../scripts/withApp.ts";
import type { SoakCase } from "../soakCase.ts";

/** From the first write that failed to the words. */
const mostMs = 2000;

export const fullDisk: SoakCase = {
  summary: "the disk is full at an import, a film, a checkpoint and a save; it is told within 2 s",
  count: 10,
  run: ({ count, onProgress }) =>
    withApp(async (browser, baseURL) => {
      const folder = mkdtempSync(join(tmpdir(), "latent-loom-full-disk-"));
      const slowest = new Map<Place, number>();
      const failures: string[] = [];
      for (let at = 0; at < count && failures.length < 3; at++) {
        const context = await browser.newContext({ baseURL, locale: "en-GB" });
        try {
          const told = await journey(await context.newPage(), folder);
          for (const [place, ms] of Object.entries(told) as [Place, number][]) {
            if (!(ms <= mostMs)) failures.push(`journey ${at}: told ${ms} ms after the ${place}`);
            slowest.set(place, Math.max(slowest.get(place) ?? 0, ms));
          }
        } catch (error) {
          failures.push(`journey ${at}: ${(error as Error).message}`);
        }
        await context.close();
        onProgress(at + 1, count);
      }
      rmSync(folder, { recursive: true, force: true });
      const figures = [...slowest].map(([place, ms]) => [`${place}SlowestMs`, ms]);
      return {
        passed: failures.length === 0,
        figures: { journeys: count, ...Object.fromEntries(figures) },
        failures,
      };
    }),
};
