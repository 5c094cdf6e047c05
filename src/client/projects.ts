/**
 * Verbs on projects: every edit goes through `editProject`, so that all are undoable and saved, and none
 * is made to a project that is read-only here.
 */
import { uniqueName } from "../lib/uniqueName.ts";
import type { Project } from "../protocol/project.ts";
import { newProject, renameProject } from "../state/project.ts";
import { isUnderWay } from "../state/runs.ts";
import { selectProject, useAppStore } from "../state/store.ts";
import { readOnlyReason } from "../state/tabs.ts";
import { openDesk } from "./desks.ts";
import { markEdited } from "./edited.ts";
import { noteEdit } from "./histories.ts";
import { notify } from "./notices.ts";

/**
 * Changes the project in view by a pure edit.
 * @returns whether it was made: not where none is open or it is read-only, which is told
 */
export function editProject(edit: (project: Project) => Project): boolean {
  const project = selectProject(useAppStore.getState());
  return project !== null && editProjectById(project.id, edit);
}

/** Changes one project by a pure edit, in view or not. @returns as `editProject` */
export function editProjectById(projectId: string, edit: (project: Project) => Project): boolean {
  if (!applyEdit(projectId, edit)) return false;
  noteEdit();
  return true;
}

/** As `editProjectById`, for an edit that nobody makes at this moment: what an import has read. */
export function applyEdit(projectId: string, edit: (project: Project) => Project): boolean {
  if (!mayEdit(projectId)) return false;
  useAppStore.setState((state) => ({
    projects: state.projects.map((project) => (project.id === projectId ? edit(project) : project)),
  }));
  markEdited(projectId);
  return true;
}

/** Whether the project may be edited in this tab; says why where it may not. */
export function mayEdit(projectId: string): boolean {
  const reason = readOnlyReason(useAppStore.getState(), projectId);
  if (reason) notify({ tone: "info", message: `notice.readOnly.${reason}` });
  return reason === null;
}

export const openProject = (projectId: string): void =>
  useAppStore.setState({ activeProjectId: projectId, namingProjectId: null });

/** Opens a new, empty project. @param name made unique among those that are there */
export const createProject = (name: string): void => openProject(created(name));

/** As `createProject`, for whoever asked for one: on the Data desk, with its name to be typed. */
export function startProject(name: string): void {
  const id = created(name);
  openDesk("data");
  useAppStore.setState({ activeProjectId: id, namingProjectId: id });
}

/** The name, with a number where another project than `exceptId` has it. */
export function freeName(name: string, exceptId?: string): string {
  const others = useAppStore.getState().projects.filter(({ id }) => id !== exceptId);
  return uniqueName(
    name,
    others.map((project) => project.name),
  );
}

/** Two projects of one name could not be told apart, and one is soon deleted for the other. */
export function renameProjectTo(projectId: string, name: string): void {
  editProjectById(projectId, (project) => renameProject(project, freeName(name, projectId)));
}

function created(name: string): string {
  const project = newProject(freeName(name));
  addProject(project);
  return project.id;
}

/** Adds a project as it is not stored yet, in the place of the one with its id or at the end. */
export function addProject(project: Project): void {
  useAppStore.setState(({ projects }) => ({
    projects: projects.some(({ id }) => id === project.id)
      ? projects.map((entry) => (entry.id === project.id ? project : entry))
      : [...projects, project],
  }));
  markEdited(project.id);
  noteEdit();
}

/** Removes a project, with a notice that offers to take it back; its runs stay, and one that trains stays in view. */
export function deleteProject(projectId: string): void {
  const { projects, activeProjectId, activeRunIds, runs } = useAppStore.getState();
  const gone = projects.find((project) => project.id === projectId);
  if (!gone || !mayEdit(projectId)) return;
  const rest = projects.filter((project) => project.id !== projectId);
  const shown = runs.find(({ runId }) => runId === activeRunIds.train);
  const staysInView = shown?.projectId !== projectId || isUnderWay(shown);
  useAppStore.setState({
    projects: rest,
    activeProjectId: activeProjectId === projectId ? (rest[0]?.id ?? null) : activeProjectId,
    activeRunIds: staysInView ? activeRunIds : { ...activeRunIds, train: "" },
  });
  markEdited(projectId);
  noteEdit();
  notify({
    tone: "info",
    message: "notice.projectDeleted",
    values: { name: gone.name },
    undo: true,
  });
}
