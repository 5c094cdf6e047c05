/** `npm run test:imports`: every source file against the import rules; exit code 1 where one breaks them. */
import { readdirSync, readFileSync } from "node:fs";
import { violationsOf } from "./importRules.ts";

const roots = ["src", "lab", "bench", "soak", "e2e", "scripts", "vite"];

const files = roots
  .flatMap((root) => readdirSync(root, { recursive: true }).map((name) => `${root}/${name}`))
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"));
const violations = files.flatMap((path) => violationsOf(path, readFileSync(path, "utf8")));
for (const violation of violations) process.stderr.write(`${violation}\n`);
process.stdout.write(`${files.length} files, ${violations.length} forbidden imports\n`);
if (violations.length > 0) process.exitCode = 1;
