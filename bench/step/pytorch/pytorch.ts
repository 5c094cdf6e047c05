/** The cell that PyTorch runs in: a Python process, and a folder with the problem that it is given. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Remote } from "../../remote/calls.ts";
import { startProcess } from "../../remote/processRemote.ts";

/** Debian's, which `python3-torch` belongs to, before whichever comes first on the path. */
const pythons = ["/usr/bin/python3", "python3", "python"];
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** A Python that has PyTorch. @throws Error where it is not installed */
export function pythonWithTorch(): string {
  const python = pythons.find((name) => spawnSync(name, ["-c", "import torch"]).status === 0);
  if (!python) throw new Error("PyTorch is not installed (Debian: apt install python3-torch)");
  return python;
}

/** @throws Error where PyTorch is not installed */
export function startPyTorch(): Remote {
  const python = pythonWithTorch();
  const folder = mkdtempSync(join(tmpdir(), "bench-step-"));
  const cell = startProcess([python, "-B", here("cell.py"), folder]);
  return {
    async ask(method, ...args) {
      if (method === "open") writeProblem(String(args[1]), folder);
      return cell.ask(method, ...args);
    },
    async close() {
      await cell.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** In a process of its own, so that this one stays without tfjs. */
function writeProblem(name: string, folder: string): void {
  const command = ["--import", "tsx", here("writeProblem.ts"), name, folder];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}
