/** `npm run test:imports`: every source file against the rules of imports and of tasks; exit code 1 where one breaks them. */
import { readdirSync, readFileSync } from "node:fs";
import { violationsOf } from "./importRules.ts";
import { questionsIn } from "./taskRules.ts";

const roots = ["src", "lab", "bench", "soak", "e2e", "scripts", "vite"];

const files = roots
  .flatMap((root) => readdirSync(root, { recursive: true }).map((name) => `${root}/${name}`))
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"));
const texts = files.map((path) => [path, readFileSync(path, "utf8")] as const);
const imports = texts.flatMap(([path, text]) => violationsOf(path, text));
const questions = texts.flatMap(([path, text]) => questionsIn(path, text));
const violations = [...imports, ...questions];
for (const violation of violations) process.stderr.write(`${violation}\n`);
process.stdout.write(
  `${files.length} files, ${imports.length} forbidden imports, ${questions.length} places that ask for a task\n`,
);
if (violations.length > 0) process.exitCode = 1;
