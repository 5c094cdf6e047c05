/**
 * Compiles `src/wasm/native` to the four binaries that lie beside it, with a Clang that is itself
 * WebAssembly: `npm run build:wasm`. The same sources give the same bytes on any machine.
 */
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
} from "../src/wasm/step/steps.ts";

export const nativeFolder = fileURLToPath(new URL("../src/wasm/native/", import.meta.url));

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
  const { isRelaxed, isShared } = builds[name];
  const sources = readdirSync(nativeFolder).filter((file) => /\.[ch]$/.test(file));
  const files = Object.fromEntries(
    sources.map((file) => [file, readFileSync(join(nativeFolder, file), "utf8")]),
  );
  const messages: string[] = [];
  const decoder = new TextDecoder();
  const options = {
    stderr: (bytes: Uint8Array | null) => messages.push(bytes ? decoder.decode(bytes) : ""),
  };
  await runLLVM(undefined, undefined, { fetchProgress: () => undefined }); // loads it, quietly
  try {
    const made = await commands.clang(
      [...flagsOf(isRelaxed, isShared), "-o", name, "step.c"],
      { ...files, "steps.h": stepsHeader() },
      options,
    );
    return (made as Record<string, Uint8Array>)[name] as Uint8Array; // what -o names
  } catch (error) {
    throw new Error(messages.join("") || String(error));
  }
}

function flagsOf(isRelaxed: boolean, isShared: boolean): string[] {
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

/** The C side of `step/steps.ts`. */
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
  for (const name of Object.keys(builds) as BuildName[]) {
    const bytes = await buildWasm(name);
    writeFileSync(join(nativeFolder, name), bytes);
    console.log(`${name}: ${bytes.length} bytes`);
  }
}
