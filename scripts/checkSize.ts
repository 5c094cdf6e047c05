/** `npm run test:size`: what a first visit loads before the workers start, and that tfjs is no part of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chunkModulesFile } from "../vite/chunkModules.ts";

const limitBytes = 240_000;

interface ManifestChunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}
type Manifest = Readonly<Record<string, ManifestChunk>>;

const readJson = <T>(path: string): T => JSON.parse(readFileSync(join("dist", path), "utf8")) as T;

/** The chunks reached from an entry, itself among them. */
function reached(
  manifest: Manifest,
  entry: string,
  next: (chunk: ManifestChunk) => readonly string[],
  seen: Set<string> = new Set(),
): ManifestChunk[] {
  const chunk = manifest[entry];
  if (!chunk || seen.has(entry)) return [];
  seen.add(entry);
  return [chunk, ...next(chunk).flatMap((key) => reached(manifest, key, next, seen))];
}

const manifest = readJson<Manifest>(".vite/manifest.json");
const packages = readJson<Record<string, string[]>>(chunkModulesFile);

const first = reached(manifest, "index.html", ({ imports = [] }) => imports);
const files = [...new Set(first.flatMap(({ file, css = [] }) => [file, ...css]))];
const sizes = files.map((file) => gzipSync(readFileSync(join("dist", file)), { level: 9 }).length);
const total = sizes.reduce((sum, size) => sum + size, 0);
process.stdout.write(
  `page entry: ${(total / 1000).toFixed(1)} KB gzip of ${limitBytes / 1000} KB (${files.join(", ")})\n`,
);

const page = reached(manifest, "index.html", ({ imports = [], dynamicImports = [] }) => [
  ...imports,
  ...dynamicImports,
]);
const withTfjs = page.filter(({ file }) =>
  packages[file]?.some((name) => name.startsWith("@tensorflow/")),
);
for (const { file } of withTfjs) process.stderr.write(`${file} holds tfjs\n`);
if (total > limitBytes) process.stderr.write("the page entry is over its limit\n");
if (total > limitBytes || withTfjs.length > 0) process.exitCode = 1;
