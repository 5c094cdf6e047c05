/** The WebAssembly binaries, compiled anew from their sources: the same bytes as those that are checked in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildName, builds, buildWasm, nativeFolder } from "../../scripts/buildWasm.ts";
import type { SoakCase } from "../soakCase.ts";

const names = Object.keys(builds) as BuildName[];

export const wasmBuilds: SoakCase = {
  summary: "the WebAssembly binaries are what their sources give",
  count: names.length,
  async run({ count, onProgress }) {
    const failures: string[] = [];
    for (const [at, name] of names.slice(0, count).entries()) {
      const built = Buffer.from(await buildWasm(name));
      if (!built.equals(readFileSync(join(nativeFolder, name)))) failures.push(name);
      onProgress(at + 1, count);
    }
    return { passed: failures.length === 0, figures: { built: count }, failures };
  },
};
