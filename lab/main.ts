/** `npm run lab`: the app's own engine in a headless browser, driven from the command line. */

import { runProgram } from "../scripts/program.ts";
import { parseLabArgs, usageOf } from "./commandLine.ts";
import { openLabPage } from "./labPage.ts";
import { createProgress } from "./progress.ts";
import { loadVerbs } from "./verb.ts";

async function main(argv: readonly string[]): Promise<void> {
  const verbs = await loadVerbs();
  if (argv.includes("--help")) {
    process.stdout.write(usageOf(verbs));
    return;
  }
  const asked = parseLabArgs(argv, verbs);
  asked.check();
  const progress = createProgress();
  const { backend, engine } = asked.args;
  const lab = await openLabPage({ backend, steps: engine }, progress.report);
  try {
    await asked.run(lab, progress);
  } finally {
    progress.end();
    await lab.close();
  }
}

await runProgram(main);
