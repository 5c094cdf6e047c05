/** The binaries that are checked in are those that their sources give; `npm run soak -- wasm` builds them anew. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type BuildName,
  builds,
  type Fingerprint,
  fingerprintOf,
  fingerprintsFile,
  nativeFolder,
} from "./buildWasm.ts";

const fingerprints = JSON.parse(readFileSync(fingerprintsFile, "utf8")) as Record<
  string,
  Fingerprint
>;

describe("the WebAssembly binaries", () => {
  it.each(Object.keys(builds) as BuildName[])("%s was built from its sources", (name) => {
    const now = fingerprintOf(name, readFileSync(join(nativeFolder, name)));
    expect(fingerprints[name], "run npm run build:wasm").toEqual(now);
  });
});
