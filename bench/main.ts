/** `npm run bench`: figures of the app and of its engine, printed and kept as JSON. */
import { runProgram } from "../scripts/program.ts";
import { parseBenchArgs, usage } from "./args.ts";

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes("--help")) {
    process.stdout.write(usage);
    return;
  }
  const args = parseBenchArgs(argv, process.env);
  // Each command brings much along that the others do not need.
  switch (args.command) {
    case "ui":
      return (await import("./ui.ts")).benchUi(args);
    case "step":
      return (await import("./step/benchStep.ts")).benchStep(args);
    case "inference":
      return (await import("./inference/benchInference.ts")).benchInference(args);
    case "models":
      return (await import("./models/benchModels.ts")).benchModels(args);
    case "resume":
      return (await import("./resume.ts")).benchResume(args);
    case "photos":
      return (await import("./photos.ts")).benchPhotos(args);
    case "parity":
      return (await import("./parity/benchParity.ts")).benchParity(args);
    default:
      return args satisfies never;
  }
}

await runProgram(main);
process.exit(); // a browser that hangs would keep it alive
