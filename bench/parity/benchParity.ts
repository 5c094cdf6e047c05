/** `bench parity`: every operation on every executor of a host, and how far each is from the reference. */
import type { ParityArgs } from "../args.ts";
import { startBenchServer } from "../remote/benchServer.ts";
import { startBrowserWorker } from "../remote/browserWorker.ts";
import { startNode } from "../remote/nodeProcess.ts";
import type { CaseError } from "./checkCases.ts";

/** The kernels for a GPU and those for a software adapter run on either. */
const executors = {
  browser: ["webgpu", "webgpu-software", "wasm"],
  node: ["webgpu", "webgpu-software", "wasm", "wasm-threads"],
} as const;
const browserParity = "bench/parity/browserParity.ts";
const nodeParity = "bench/parity/nodeParity.ts";
/** As the tests have it. */
const tolerance = 1e-4;

/** Prints a line an executor and a line a failure, which set the exit code. */
export async function benchParity({ host }: Pick<ParityArgs, "host">): Promise<void> {
  const server = host === "browser" ? await startBenchServer(browserParity) : null;
  try {
    for (const executor of executors[host]) {
      process.stderr.write(`${executor} …\n`);
      const remote = await (server
        ? startBrowserWorker(server, browserParity)
        : startNode(nodeParity));
      try {
        report(executor, (await remote.ask(executor)) as readonly CaseError[]);
      } finally {
        await remote.close();
      }
    }
  } finally {
    await server?.close();
  }
}

function report(executor: string, errors: readonly CaseError[]): void {
  const failures = errors.filter(({ error }) => !(error !== null && error <= tolerance));
  const worst = errors.toSorted((a, b) => (b.error ?? 0) - (a.error ?? 0))[0];
  const verdict = failures.length === 0 ? "ok" : `${failures.length} FAILED`;
  process.stdout.write(
    `${executor.padEnd(17)}${errors.length} cases  ${verdict}  ` +
      `largest error ${worst?.error?.toExponential(1)} (${worst?.title})\n`,
  );
  for (const { title, error, reason } of failures)
    process.stdout.write(`  ${title}: ${reason ?? error}\n`);
  if (failures.length > 0) process.exitCode = 1;
}
