/** `npm run lab`: the app's own engine in a headless browser, driven from the command line. */

import { runProgram } from "../scripts/program.ts";
import { type LabArgs, parseLabArgs, usage } from "./args.ts";
import { classify } from "./classify.ts";
import { generate } from "./generate.ts";
import { type LabPage, openLabPage } from "./labPage.ts";
import { checkPhotoFolder, checkPhotos } from "./photoFolder.ts";
import { pretrain } from "./pretrain.ts";
import { createProgress, type Progress } from "./progress.ts";

function checkFolders(args: LabArgs): void {
  if (args.command === "classify") {
    checkPhotoFolder("train", args.train, 2);
    if (args.test !== undefined) checkPhotoFolder("test", args.test, 1);
  }
  if (args.command !== "generate") return;
  if ("data" in args.input) checkPhotoFolder("data", args.input.data, 1);
  else for (const [at, path] of args.input.domains.entries()) checkPhotos("ab"[at] ?? "", path);
}

function carryOut(lab: LabPage, args: LabArgs, progress: Progress): Promise<void> {
  switch (args.command) {
    case "classify":
      return classify(lab, args, progress);
    case "generate":
      return generate(lab, args, progress);
    case "pretrain":
      return pretrain(lab, args, progress);
    default:
      return args satisfies never;
  }
}

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes("--help")) {
    process.stdout.write(usage);
    return;
  }
  const args = parseLabArgs(argv);
  checkFolders(args);
  const progress = createProgress();
  const lab = await openLabPage({ backend: args.backend, steps: args.engine }, progress.report);
  try {
    await carryOut(lab, args, progress);
  } finally {
    progress.end();
    await lab.close();
  }
}

await runProgram(main);
