/** `bench models`: every model of the studio, its compiled step beside the same step directly on tfjs. */
import { writeJson } from "../../lab/report.ts";
import { startNode } from "../remote/nodeProcess.ts";
import type { ModelTime } from "./modelTimer.ts";

const cell = "bench/models/modelsCell.ts";

export async function benchModels({ json }: { readonly json?: string }): Promise<void> {
  const remote = startNode(cell);
  const rows: (ModelTime & { readonly model: string; readonly ratio: number })[] = [];
  try {
    for (const model of (await remote.ask("names")) as string[]) {
      const time = (await remote.ask("time", model)) as ModelTime;
      const ratio = time.directMs / time.compiledMs;
      rows.push({ model, ...time, ratio });
      const cells = [model, time.compiledMs.toFixed(1), time.directMs.toFixed(1), ratio.toFixed(1)];
      process.stdout.write(`${cells.map((text) => text.padEnd(18)).join("")}\n`);
    }
  } finally {
    await remote.close();
  }
  if (json) writeJson(json, { rows });
}
