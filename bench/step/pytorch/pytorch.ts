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
function pythonWithTorch(): string {
  const python = pythons.find((name) => spawnSync(name, ["-c", "import torch"]).status === 0);
  if (!python) throw new Error("PyTorch is not installed (Debian: apt install python3-torch)");
  return python;
}

/** For training steps. @throws Error where PyTorch is not installed */
export const startPyTorch = (): Remote =>
  startPyTorchCell({
    cell: here("cell.py"),
    writer: here("writeProblem.ts"),
    caseOf: (_engine, name) => String(name),
  });

interface PyTorchCell {
  /** A Python program that is given a folder, and answers calls. */
  readonly cell: string;
  /** Writes a case into a folder before `open`; a process of its own, so that this one stays without tfjs. */
  readonly writer: string;
  /** By what `open` is asked with. */
  readonly caseOf: (...args: readonly unknown[]) => string;
}

/** @throws Error where PyTorch is not installed */
export function startPyTorchCell({ cell: program, writer, caseOf }: PyTorchCell): Remote {
  const python = pythonWithTorch();
  const folder = mkdtempSync(join(tmpdir(), "bench-pytorch-"));
  const cell = startProcess([python, "-B", program, folder], { PYTHONPATH: here("../../remote") });
  return {
    async ask(method, ...args) {
      if (method === "open") write(writer, caseOf(...args), folder);
      return cell.ask(method, ...args);
    },
    async close() {
      await cell.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function write(writer: string, name: string, folder: string): void {
  const command = ["--import", "tsx", writer, name, folder];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
  if (status !== 0) throw new Error(/^\w*Error: (.+)$/m.exec(stderr)?.[1] ?? stderr);
}
