/**
 * `bench step`: the time of a training step on our engines and on their peers. Each cell of the table is
 * a browser or a process of its own; within a case the cells take turns, so that whatever else the
 * machine does meets all of them alike.
 */
import { availableParallelism, cpus, loadavg } from "node:os";
import { writeJson } from "../../lab/report.ts";
import type { StepArgs } from "../args.ts";
import { type BenchServer, startBenchServer } from "../remote/benchServer.ts";
import { startBrowserWorker } from "../remote/browserWorker.ts";
import { startNode } from "../remote/nodeProcess.ts";
import type { EngineName } from "./cases.ts";
import { MeasuredCell, type StartRemote } from "./measuredCell.ts";
import { startPyTorch } from "./pytorch/pytorch.ts";
import { disagreements, type Row, type StepReport } from "./report.ts";
import { tableOf } from "./table.ts";

const rounds = 5;
const browserCell = "bench/step/cell/browserCell.ts";
const nodeCell = "bench/step/cell/nodeCell.ts";

export async function benchStep({
  cases,
  engines,
  host,
  json,
}: Omit<StepArgs, "command">): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const server = host === "browser" ? await startBenchServer(browserCell) : null;
  const rows: Row[] = [];
  const devices: Partial<Record<EngineName, string>> = {};
  const cpu = cpus()[0]?.model ?? "unknown";
  const machine = { host, cpu, cores: availableParallelism(), loadBefore, engines: devices };
  try {
    for (const name of cases) {
      const cells = engines.map((engine) => new MeasuredCell(engine, name));
      await measure(cells, server);
      for (const { engine, device } of cells) if (device) devices[engine] = device;
      const measured = cells.map((cell) => cell.row);
      process.stdout.write(`\n${tableOf(measured)}`);
      rows.push(...measured);
      // After every case: a run that is cut short leaves what it has.
      if (json) writeJson(json, { device: machine, rows } satisfies StepReport);
    }
  } finally {
    await server?.close();
  }
  for (const line of disagreements(rows)) process.stderr.write(`First losses differ: ${line}\n`);
}

/** Opens the cells one after another, then lets them take turns. */
async function measure(cells: readonly MeasuredCell[], server: BenchServer | null): Promise<void> {
  try {
    for (const cell of cells) {
      process.stderr.write(`${cell.row.case}: starting ${cell.engine}\n`);
      await cell.open(starterOf(cell.engine, server));
    }
    for (let round = 0; round < rounds; round++) for (const cell of cells) await cell.turn();
  } finally {
    for (const cell of cells) await cell.close();
  }
}

function starterOf(engine: EngineName, server: BenchServer | null): StartRemote {
  if (engine === "pytorch-cpu") return async () => startPyTorch();
  return server ? () => startBrowserWorker(server, browserCell) : async () => startNode(nodeCell);
}
