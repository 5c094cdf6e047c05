/** One engine with one case, in a worker of a browser of its own. */
import { registerGradients } from "../../src/engine/ops/gradients.ts";
import { feedsFor, stir } from "../../src/engine/testing/forwardCases.ts";
import { serveMessages } from "../remote/serveMessages.ts";
import type { CaseName } from "./cases.ts";
import { type CellEngine, engines } from "./engines.ts";
import type { Numbers, Prepared } from "./prepared.ts";
import { problemOf } from "./problem.ts";

/** Numbers of each result that are compared. */
const compared = 5000;

let prepared: readonly Prepared[] = [];

async function call(): Promise<Numbers[]> {
  const results: Numbers[] = [];
  for (const one of prepared) results.push(await one.call());
  return results;
}

serveMessages({
  /** @returns the device, and the results of the first call as plain numbers */
  async open(engineName: CellEngine, name: CaseName) {
    registerGradients();
    const { device, prepare } = await engines[engineName]();
    const { model, forwards } = problemOf(name);
    stir(model, 1);
    const all: Prepared[] = [];
    for (const forward of forwards) all.push(await prepare(model, forward, feedsFor(forward, 1)));
    prepared = all;
    await call(); // compilers and pools settle
    const numbers = (await call()).flatMap((results, at) =>
      Object.entries(results).flatMap(([result, data]) => [
        ...(all[at] as Prepared).plain(result, data).slice(0, compared), // one a call
      ]),
    );
    return { device, numbers };
  },
  /** Calls for about so long; at least one. @returns ms of each */
  async turn(maxMs: number, most: number) {
    const samples: number[] = [];
    const end = performance.now() + maxMs;
    do {
      const start = performance.now();
      await call();
      samples.push(performance.now() - start);
    } while (performance.now() < end && samples.length < most);
    return samples;
  },
});
