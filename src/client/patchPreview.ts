/** Counts and samples of the patches that a project would be cut into. */
import { latest } from "../lib/latest.ts";
import type { PatchPreview } from "../protocol/engine.ts";
import type { Project } from "../protocol/project.ts";
import { trainingDataOf } from "./runs.ts";
import { askEngine } from "./workers.ts";

/**
 * The newest request wins: an older one that still waits gives null. The caller closes the sheet.
 * Throws what the engine throws.
 */
export const previewPatches: (project: Project) => Promise<PatchPreview | null> = latest(
  (project: Project) => askEngine((engine) => engine.previewPatches(trainingDataOf(project))),
);
