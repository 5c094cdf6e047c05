/** Two tabs of one browser and random acts: one writer at all times, no update lost. */
import { randomActs } from "../../e2e/twoTabs.ts";
import { withApp } from "../../scripts/withApp.ts";
import type { SoakCase } from "../soakCase.ts";

export const twoTabs: SoakCase = {
  summary: "random acts in two tabs of one project",
  count: 500,
  run: ({ count, seed, onProgress }) =>
    withApp(async (browser, baseURL) => {
      const context = await browser.newContext({ baseURL, locale: "en-GB" });
      const { failures, ...figures } = await randomActs(context, count, seed, (done) =>
        onProgress(done, count),
      );
      return {
        passed: failures.length === 0,
        figures: { ...figures, lost: failures.length },
        failures,
      };
    }),
};
