import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BuildName, builds, buildWasm, nativeFolder } from "./buildWasm.ts";

describe("the WebAssembly binaries", () => {
  it.each(Object.keys(builds) as BuildName[])("%s is what its sources give", async (name) => {
    const built = await buildWasm(name);
    const checkedIn = readFileSync(join(nativeFolder, name));
    expect(Buffer.from(built).equals(checkedIn), "run npm run build:wasm").toBe(true);
  });
});
