/** `bench inference`: what trained models compute, by compiled programs and by other engines, in turns. */
import { availableParallelism, cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { writeJson } from "../../lab/report.ts";
import type { InferenceArgs } from "../args.ts";
import { percentile } from "../latency.ts";
import { type BenchServer, startBenchServer } from "../remote/benchServer.ts";
import { startBrowserWorker } from "../remote/browserWorker.ts";
import type { Remote } from "../remote/calls.ts";
import { startPyTorchCell } from "../step/pytorch/pytorch.ts";
import type { CaseName, EngineName, Row } from "./cases.ts";

const cell = "bench/inference/inferenceCell.ts";
const rounds = 5;
const turnMs = 800;
const turnCalls = 20;

interface Opened {
  readonly device: string;
  readonly numbers: readonly number[];
}

interface Cell {
  readonly engine: EngineName;
  readonly remote: Remote;
  readonly opened: Opened;
  readonly samples: number[];
}

/** Why an engine has no figure. */
interface Missing {
  readonly engine: EngineName;
  readonly reason: string;
}

export async function benchInference({
  cases,
  engines,
  json,
}: Omit<InferenceArgs, "command">): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0;
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism(), loadBefore };
  const server = await startBenchServer(cell);
  const rows: Row[] = [];
  try {
    for (const name of cases) {
      const cells: Cell[] = [];
      const missing: Missing[] = [];
      try {
        for (const engine of engines) {
          const opened = await openCell(server, engine, name);
          if ("reason" in opened) missing.push(opened);
          else cells.push(opened);
        }
        for (let round = 0; round < rounds; round++)
          for (const { remote, samples } of cells)
            samples.push(...((await remote.ask("turn", turnMs, turnCalls)) as number[]));
      } finally {
        for (const { remote } of cells) await remote.close();
      }
      const measured = [
        ...cells.map((one) => rowOf(name, one, cells[0]?.opened.numbers ?? [])),
        ...missing.map((one): Row => ({ case: name, ...one })),
      ];
      process.stdout.write(`\n${name}\n${measured.map(lineOf).join("\n")}\n`);
      rows.push(...measured);
      if (json) writeJson(json, { device: machine, rows }); // after every case: a run may be cut short
    }
  } finally {
    await server.close();
  }
}

/** @throws Error where PyTorch is not installed */
const startPyTorch = (): Remote =>
  startPyTorchCell({
    cell: fileURLToPath(new URL("pytorch/cell.py", import.meta.url)),
    writer: fileURLToPath(new URL("pytorch/writeGraphs.ts", import.meta.url)),
    caseOf: (_engine, name) => String(name),
  });

/** One that fails costs its own row only. */
async function openCell(
  server: BenchServer,
  engine: EngineName,
  name: CaseName,
): Promise<Cell | Missing> {
  let remote: Remote | null = null;
  try {
    remote = engine === "pytorch-cpu" ? startPyTorch() : await startBrowserWorker(server, cell);
    const opened = (await remote.ask("open", engine, name)) as Opened;
    return { engine, remote, opened, samples: [] };
  } catch (error) {
    await remote?.close();
    return { engine, reason: (error as Error).message };
  }
}

function rowOf(name: CaseName, { engine, opened, samples }: Cell, first: readonly number[]): Row {
  const [p10Ms, medianMs, p90Ms] = [0.1, 0.5, 0.9].map((share) =>
    Number(percentile(samples, share).toFixed(3)),
  ) as [number, number, number];
  const scale = Math.max(...first.map(Math.abs));
  const difference = Math.max(
    ...first.map((number, at) => Math.abs(number - (opened.numbers[at] ?? Number.NaN))),
  );
  const { device } = opened;
  const shown = Number((difference / scale).toPrecision(2));
  return {
    case: name,
    engine,
    device,
    medianMs,
    p10Ms,
    p90Ms,
    samples: samples.length,
    difference: shown,
  };
}

function lineOf(row: Row): string {
  const { engine } = row;
  if ("reason" in row) return `  ${engine.padEnd(14)}${row.reason}`;
  const { medianMs, p10Ms, p90Ms, device, difference } = row;
  const times = [`${medianMs} ms`, `${p10Ms}–${p90Ms}`, `Δ ${difference}`, device];
  return `  ${engine.padEnd(14)}${times.map((text) => text.padEnd(18)).join("")}`;
}
