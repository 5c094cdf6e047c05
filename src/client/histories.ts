/**
 * Undo and Redo belong to the desk in view: nothing is taken back that cannot be seen. The Data desk takes
 * back every edit of the projects, other desks those that were made on them; a desk with a history of its
 * own goes by that.
 */
import type { Project } from "../protocol/project.ts";
import type { Desk } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { markEdited } from "./edited.ts";

export interface History {
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Calls back whenever one of the answers may be another; returns the way to end that. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Where the edit was made that led to a state of the projects; the Data desk where none is noted. */
const madeOn = new WeakMap<readonly Project[], Desk>();

/** Call it after an edit of the projects that was made by hand. */
export function noteEdit(): void {
  const { projects, desk } = useAppStore.getState();
  madeOn.set(projects, desk);
}

/** A state that shows another in other words belongs to the desk that the other one does. */
export function noteAsMadeWhere(told: readonly Project[], state: readonly Project[]): void {
  const desk = madeOn.get(state);
  if (desk) madeOn.set(told, desk);
}

const isOfDeskInView = (projects: readonly Project[] | undefined): boolean => {
  const { desk } = useAppStore.getState();
  return desk === "data" || (projects !== undefined && madeOn.get(projects) === desk);
};

const edits = () => useAppStore.temporal.getState();

const editHistory: History = {
  canUndo: () => edits().pastStates.length > 0 && isOfDeskInView(useAppStore.getState().projects),
  canRedo: () => {
    const next = edits().futureStates.at(-1);
    return next !== undefined && isOfDeskInView(next.projects);
  },
  undo: () => travel(() => edits().undo()),
  redo: () => travel(() => edits().redo()),
  subscribe: (listener) => useAppStore.temporal.subscribe(listener),
};

/** Takes back the last edit of the projects, wherever it was made: for who is told what it is. */
export const undoEdit = editHistory.undo;

/** What undo and redo change is an edit like any other. */
function travel(go: () => void): void {
  const before = new Map(useAppStore.getState().projects.map((project) => [project.id, project]));
  go();
  for (const project of useAppStore.getState().projects) {
    if (before.get(project.id) !== project) markEdited(project.id);
    before.delete(project.id);
  }
  for (const id of before.keys()) markEdited(id);
}

const ofDesks = new Map<Desk, History>();
const listeners = new Set<() => void>();

/** From here on a desk goes by a history of its own. */
export function giveHistory(desk: Desk, history: History): void {
  ofDesks.set(desk, history);
  history.subscribe(tell);
  tell();
}

const inView = (): History => ofDesks.get(useAppStore.getState().desk) ?? editHistory;

export const canUndo = (): boolean => inView().canUndo();
export const canRedo = (): boolean => inView().canRedo();

export function undo(): void {
  if (canUndo()) inView().undo();
}

export function redo(): void {
  if (canRedo()) inView().redo();
}

/** Calls back whenever `canUndo` or `canRedo` may answer otherwise. */
export function subscribeHistories(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

editHistory.subscribe(tell);
useAppStore.subscribe((state) => state.desk, tell);
