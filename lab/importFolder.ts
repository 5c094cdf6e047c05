/** Photos of a folder on this machine, handed to the lab page. */
import { UsageError } from "../scripts/program.ts";
import type { FolderInput, ImportedFolder } from "../src/lab/labApi.ts";
import type { Photo } from "../src/protocol/project.ts";
import type { LabPage } from "./labPage.ts";
import type { Progress } from "./progress.ts";

/** Hands single photos to the page. @throws UsageError where one cannot be read */
export async function importPhotos(
  lab: LabPage,
  paths: readonly string[],
  progress: Progress,
): Promise<readonly Photo[]> {
  progress.task("reading photos");
  await lab.page.locator("#photos").setInputFiles([...paths]);
  const { classes, skipped } = await lab.ask("importFolder", "photos");
  progress.end();
  if (skipped[0]) throw new UsageError(`--photo: ${skipped[0].name} (${skipped[0].reason})`);
  return classes.flatMap(({ photos }) => photos);
}

/**
 * Hands a folder's files to the page, which stores what it can read.
 * @param takesLoose also what lies in no sub-folder, as a class without a name
 */
export async function importFolder(
  lab: LabPage,
  input: Exclude<FolderInput, "photos">,
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
