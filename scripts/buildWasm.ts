/**
 * Compiles `src/wasm/native` to the four binaries that lie beside it, with a Clang that is itself
 * WebAssembly: `npm run build:wasm`. The same sources give the same bytes on any machine.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commands, runLLVM } from "@yowasp/clang";
import {
  cacheLineBytes,
  choices,
  controlWords,
  type FieldKind,
  mostAxes,
  mostThreads,
  steps,
} from "../src/wasm/step/stepKinds.ts";

export const nativeFolder = fileURLToPath(new URL("../src/wasm/native/", import.meta.url));

const { devDependencies } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { readonly devDependencies: Readonly<Record<string, string>> };
/** Its exact version: another one may give other bytes. */
const compiler = devDependencies["@yowasp/clang"];

/** Most memory, bytes; a build for shared memory has to state it. */
const maximumBytes = 2 ** 31;
const stackBytes = 65_536;

/** The builds by file name: with fused multiply-add where the engine has it, with threads. */
export const builds = {
  "step-plain.wasm": { isRelaxed: false, isShared: false },
  "step-plain-shared.wasm": { isRelaxed: false, isShared: true },
  "step-relaxed.wasm": { isRelaxed: true, isShared: false },
  "step-relaxed-shared.wasm": { isRelaxed: true, isShared: true },
} as const;

export type BuildName = keyof typeof builds;

/** The bytes of one build. Throws with the compiler's messages where the sources are wrong. */
export async function buildWasm(name: BuildName): Promise<Uint8Array> {
  const messages: string[] = [];
  const decoder = new TextDecoder();
  const options = {
    stderr: (bytes: Uint8Array | null) => messages.push(bytes ? decoder.decode(bytes) : ""),
  };
  await runLLVM(undefined, undefined, { fetchProgress: () => undefined }); // loads it, quietly
  try {
    const made = await commands.clang(
      [...flagsOf(name), "-o", name, "step.c"],
      sourceFiles(),
      options,
    );
    return (made as Record<string, Uint8Array>)[name] as Uint8Array; // what -o names
  } catch (error) {
    throw new Error(messages.join("") || String(error));
  }
}

/** Everything that is compiled, by file name. */
function sourceFiles(): Readonly<Record<string, string>> {
  const names = readdirSync(nativeFolder).filter((file) => /\.[ch]$/.test(file));
  const written = names.map((file) => [file, readFileSync(join(nativeFolder, file), "utf8")]);
  return { ...Object.fromEntries(written), "steps.h": stepsHeader() };
}

/** What a binary was made of, and what it is: either changes with the least change of its side. */
export interface Fingerprint {
  readonly sources: string;
  readonly binary: string;
}

/** Written by each build, so that a test can tell in no time that sources and binaries belong together. */
export const fingerprintsFile = join(nativeFolder, "fingerprints.json");

/** @param binary the bytes of the build */
export function fingerprintOf(name: BuildName, binary: Uint8Array): Fingerprint {
  const made = { flags: flagsOf(name), files: Object.entries(sourceFiles()).sort(), compiler };
  return { sources: sha256(JSON.stringify(made)), binary: sha256(binary) };
}

const sha256 = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

function flagsOf(name: BuildName): string[] {
  const { isRelaxed, isShared } = builds[name];
  const linker = [
    "--no-entry",
    "--import-memory",
    "--strip-all",
    "--stack-first",
    "-z",
    `stack-size=${stackBytes}`,
    "--export=__heap_base",
    "--export=__stack_pointer",
    `--max-memory=${maximumBytes}`,
    ...(isShared ? ["--shared-memory"] : []),
  ];
  return [
    "--target=wasm32",
    "-std=c17",
    "-nostdlib",
    "-O3",
    "-fno-builtin",
    "-ffreestanding",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-msimd128",
    "-mbulk-memory",
    "-mmutable-globals",
    ...(isRelaxed ? ["-mrelaxed-simd", "-DRELAXED"] : []),
    ...(isShared ? ["-matomics", "-DSHARED"] : []),
    `-Wl,${linker.join(",")}`,
  ];
}

const cTypes: Readonly<Record<FieldKind, string>> = {
  in: "const float *",
  inInts: "const int *",
  out: "float *",
  outInts: "int *",
  update: "float *",
  int: "int ",
  float: "float ",
  axes: "int ",
};

/** The C side of `step/stepKinds.ts`. */
function stepsHeader(): string {
  const kinds = Object.entries(steps);
  const structs = kinds.map(([kind, fields]) => {
    const lines = Object.entries(fields as Record<string, FieldKind>).map(
      ([name, type]) => `  ${cTypes[type]}${name}${type === "axes" ? `[${mostAxes}]` : ""};\n`,
    );
    return lines.length > 0 ? `typedef struct {\n${lines.join("")}} ${structName(kind)};\n` : "";
  });
  const ids = kinds.map(([kind]) => `STEP_${kind}`).join(", ");
  const runnable = kinds.filter(([kind]) => kind !== "end");
  const rows = runnable.map(([kind]) => `X(${kind}, ${structName(kind)})`).join(" ");
  const enums = Object.entries(choices).map(
    ([name, values]) => `enum { ${values.map((value) => `${name}_${value}`).join(", ")} };\n`,
  );
  const words = controlWords.map((word) => `  Line ${word};\n`).join("");
  return [
    "#pragma once\n",
    ...structs,
    `enum { ${ids} };\n#define STEPS(X) ${rows}\n`,
    ...enums,
    `#define FUNCTIONS(X) ${choices.FUNCTION.map((name) => `X(${name})`).join(" ")}\n`,
    `#define MOST_THREADS ${mostThreads}\n`,
    `typedef struct { int word, rest[${cacheLineBytes / 4 - 1}]; } Line;\n`,
    `typedef struct {\n${words}  Line taken[${mostThreads}];\n} Control;\n`,
  ].join("");
}

function structName(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Step`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fingerprints: Record<string, Fingerprint> = {};
  for (const name of Object.keys(builds) as BuildName[]) {
    const bytes = await buildWasm(name);
    writeFileSync(join(nativeFolder, name), bytes);
    fingerprints[name] = fingerprintOf(name, bytes);
    console.log(`${name}: ${bytes.length} bytes`);
  }
  writeFileSync(fingerprintsFile, `${JSON.stringify(fingerprints, null, 2)}\n`);
}
