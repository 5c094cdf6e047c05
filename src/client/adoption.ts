/** Imports that were cut off: what they had read joins the project that it was meant for. */
import type { Intake } from "../protocol/importing.ts";
import { newProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { notify } from "./notices.ts";
import { addProject, mayEdit, openProject } from "./projects.ts";
import { finishWhenSaved, takeIn } from "./takeIn.ts";

/** Call it once the projects are there. */
export function adoptIntakes(intakes: readonly Intake[]): void {
  for (const intake of intakes) adopt(intake);
}

function adopt({ importId, photos, target, total }: Intake): void {
  const { projects } = useAppStore.getState();
  const project = projects.find(({ id }) => id === target.projectId);
  if (project && !mayEdit(project.id)) return; // who may edit it takes them in at another start
  const known = new Set(project?.classes.flatMap((entry) => entry.photos.map(({ id }) => id)));
  const lacking = photos.filter(({ photo }) => !known.has(photo.id));
  const notice = {
    tone: "info",
    message: photos.length < total ? "notice.importCutOff" : "notice.importWhole",
    values: { count: photos.length, total },
  } as const;
  if (photos.length === 0) notify(notice);
  if (lacking.length === 0) {
    finishWhenSaved(importId, photos);
    return;
  }
  const projectId = project?.id ?? madeFor(target.projectName);
  const taken = takeIn(lacking, { ...target, projectId });
  if (taken) notify({ ...notice, ...(taken.added > 0 && { undo: true }) }); // all it had read may be there already
  finishWhenSaved(importId, photos);
}

/** The project was never kept, or is deleted. */
function madeFor(name: string): string {
  const project = newProject(name);
  addProject(project);
  if (useAppStore.getState().activeProjectId === null) openProject(project.id);
  return project.id;
}
