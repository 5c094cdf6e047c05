/** Photos of a folder on this machine, handed to the lab page. */
import type { ImportedFolder } from "../src/lab/labApi.ts";
import type { LabPage } from "./labPage.ts";
import type { Progress } from "./progress.ts";

/**
 * Hands a folder's files to the page, which stores what it can read.
 * @param takesLoose also what lies in no sub-folder, as a class without a name
 */
export async function importFolder(
  lab: LabPage,
  input: "train" | "test",
  path: string,
  progress: Progress,
  takesLoose = false,
): Promise<ImportedFolder> {
  progress.task(`reading ${path}`);
  await lab.page.locator(`#${input}`).setInputFiles(path);
  const imported = await lab.ask("importFolder", input);
  progress.end();
  if (imported.skipped.length > 0) {
    const names = imported.skipped.map(({ name, reason }) => `${name} (${reason})`);
    process.stderr.write(`left out: ${names.join(", ")}\n`);
  }
  for (const { folder, className } of imported.renamed) {
    process.stderr.write(`folder ${folder}: class ${className}\n`);
  }
  const classes = imported.classes.filter(({ name }) => takesLoose || name !== "");
  return { ...imported, classes };
}
