/** Verbs on runs: start, pause, one step, stop, rename, delete; and which run a desk uses. */
import { classesToldApart } from "../lib/className.ts";
import { holdOut } from "../lib/holdOut.ts";
import { uniqueName } from "../lib/uniqueName.ts";
import { splitPhotosOf } from "../protocol/photoContent.ts";
import type { Project, TrainingData } from "../protocol/project.ts";
import type { TrainRequest } from "../protocol/run.ts";
import { referred } from "../protocol/runData.ts";
import type { Hparams, Needs } from "../protocol/spec.ts";
import { desksOf, type UsingDesk } from "../protocol/tasks.ts";
import { type Domains, domainsOf, filledClasses } from "../state/domains.ts";
import { newId } from "../state/project.ts";
import { freshRun, type Run, requestOf, runOf } from "../state/runs.ts";
import { chosenOn, judgeOf, useAppStore } from "../state/store.ts";
import { askToKeep } from "./askToKeep.ts";
import { noteDataSet } from "./dataSets.ts";
import { WorkerLost } from "./engine/calls.ts";
import { interrupted } from "./engine/interrupted.ts";
import { forgetFilm } from "./films.ts";
import { notify, notifyError } from "./notices.ts";
import { forgetPreview } from "./previews.ts";
import { forgetSeries, loadSeries } from "./series.ts";
import { tellRuns } from "./tabs/toldRuns.ts";
import { askEngine } from "./workers.ts";

/**
 * The project as a run would train on it: classes that have photos, those of one name numbered, and which
 * photos are held out.
 * @param needs  of its model: `twoDomains` takes two classes, with the photos held out of them that are
 *               held out of the whole project
 * @param chosen which two; where they are not there, those with most photos
 */
export function trainingDataOf(
  project: Project,
  needs: Needs = "images",
  chosen?: Domains,
): TrainingData {
  const classes = classesToldApart(filledClasses(project));
  const { patches } = project;
  const heldOut = holdOut(splitPhotosOf(classes), patches.heldOutShare, patches.seed);
  const domains = needs === "twoDomains" ? domainsOf(project, chosen) : null;
  if (!domains) return { classes, patches, heldOut };
  const learnt = domains.flatMap((id) => classes.filter((entry) => entry.id === id));
  const known = new Set(learnt.flatMap(({ photos }) => photos.map(({ id }) => id)));
  return { classes: learnt, patches, heldOut: heldOut.filter((id) => known.has(id)) };
}

/** Starts a new run on the project's present state; it becomes the run that the desks use. */
export async function train(
  project: Project,
  modelId: string,
  hparams: Hparams,
  name: string,
): Promise<void> {
  const { engine, domains } = useAppStore.getState();
  const spec = engine?.models.find((model) => model.id === modelId);
  if (!spec) return;
  const data = trainingDataOf(project, spec.needs, domains[project.id]);
  await begin({
    ...{ runId: newId(), projectId: project.id, name, modelId, hparams },
    data: referred(data),
  });
}

/** Starts a new run by an earlier one's settings, on the data that it learnt. */
export async function trainAgain(runId: string): Promise<void> {
  const run = useAppStore.getState().runs.find((entry) => entry.runId === runId);
  if (run) await begin({ ...requestOf(run), runId: newId() });
}

async function begin(asked: TrainRequest): Promise<void> {
  const { engine } = useAppStore.getState();
  const spec = engine?.models.find((model) => model.id === asked.modelId);
  if (!engine || !spec) return;
  const request = { ...asked, name: newRunName(asked.name) };
  const { runId, projectId } = request;
  const { list, ...data } = request.data;
  if (list) noteDataSet(data.set, list);
  const run = freshRun({ ...request, data }, engine.backend.backend);
  useAppStore.setState((state) => ({
    runs: [run, ...state.runs],
    activeRunIds: {
      ...state.activeRunIds,
      ...chosen(desksOf(spec), runId, projectId),
      train: runId,
    },
    dockRunId: runId,
  }));
  try {
    nameRun(runId, await askEngine((api) => api.train(request)));
    askToKeep();
  } catch (error) {
    if (error instanceof WorkerLost) return; // it is begun anew with the next engine
    dropRun(runId);
    notifyError(error);
  }
}

/** Shows what a run is called. */
export const nameRun = (runId: string, name: string): void =>
  useAppStore.setState(({ runs }) => ({
    runs: runs.some((run) => run.runId === runId && run.name !== name)
      ? runs.map((run) => (run.runId === runId ? { ...run, name } : run))
      : runs,
  }));

/** One that no other run has, as far as this tab knows; the engine numbers it where one of another tab has it. */
export const newRunName = (name: string): string =>
  uniqueName(
    name,
    useAppStore.getState().runs.map((run) => run.name),
  );

const tell = (call: Parameters<typeof askEngine<void>>[0]): Promise<void> =>
  askEngine(call).catch(notifyError);

export const pauseRun = (runId: string): Promise<void> => tell((engine) => engine.pause(runId));
export const resumeRun = (runId: string): Promise<void> => tell((engine) => engine.resume(runId));
/** @param only the side of the model that alone learns in it */
export const stepRun = (runId: string, only?: string): Promise<void> =>
  interrupted.stepping(runId, () => tell((engine) => engine.step(runId, only)));
export const stopRun = (runId: string): Promise<void> => tell((engine) => engine.stop(runId));

/** @param wanted made unique among the runs that are there */
export async function renameRun(runId: string, wanted: string): Promise<void> {
  const { runs } = useAppStore.getState();
  const before = runs.find((run) => run.runId === runId)?.name ?? wanted;
  const others = runs.filter((run) => run.runId !== runId);
  const name = uniqueName(
    wanted,
    others.map((run) => run.name),
  );
  nameRun(runId, name);
  try {
    nameRun(runId, await askEngine((engine) => engine.renameRun(runId, name)));
    tellRuns();
  } catch (error) {
    nameRun(runId, before);
    notifyError(error);
  }
}

/** Deletions under way, by run: what brings a run back waits for its own. */
const deleting = new Map<string, Promise<void>>();

/** Shipped ones that were put out of sight; they are there again after a reload. */
const hidden = new Map<string, Run>();

/** Moves a run to the bin; it can be brought back for two weeks, for ten seconds from the notice too. */
export async function deleteRun(runId: string): Promise<void> {
  const run = useAppStore.getState().runs.find((entry) => entry.runId === runId);
  if (!run) return;
  dropRun(runId);
  const { name } = run;
  const announce = () =>
    notify({ tone: "info", message: "notice.runDeleted", values: { name }, restoreRunId: runId });
  if (run.pretrained) {
    hidden.set(runId, run);
    return announce();
  }
  const deleted = askEngine((engine) => engine.deleteRun(runId));
  deleting.set(runId, deleted);
  try {
    await deleted;
    tellRuns();
    forget(runId);
    announce();
  } catch (error) {
    putRun(run);
    notifyError(error);
  } finally {
    deleting.delete(runId);
  }
}

/** Whether a run was put out of sight: it is about to be deleted, or came with the app. */
export const isOutOfSight = (runId: string): boolean => deleting.has(runId) || hidden.has(runId);

/** Brings a deleted run back from the bin. */
export async function restoreRun(runId: string): Promise<void> {
  const shipped = hidden.get(runId);
  if (shipped) {
    hidden.delete(runId);
    return putRun(shipped);
  }
  try {
    await deleting.get(runId);
    const record = await askEngine((engine) => engine.bringBackRun(runId));
    tellRuns();
    loadSeries(runId, record.history);
    putRun(runOf(record));
  } catch (error) {
    notifyError(error);
  }
}

/** Deletes a run for good, past the bin. */
export async function eraseRun(runId: string): Promise<void> {
  try {
    await askEngine((engine) => engine.eraseRun(runId));
    tellRuns();
    dropRun(runId);
    forget(runId);
  } catch (error) {
    notifyError(error);
  }
}

function forget(runId: string): void {
  forgetSeries(runId);
  forgetPreview(runId);
  forgetFilm(runId);
}

function putRun(run: Run): void {
  useAppStore.setState((state) => ({
    runs: [...state.runs.filter(({ runId }) => runId !== run.runId), run].sort(
      (a, b) => b.createdAt - a.createdAt,
    ),
  }));
}

function dropRun(runId: string): void {
  useAppStore.setState((state) => ({ runs: state.runs.filter((run) => run.runId !== runId) }));
}

/** Makes a run the one that a desk uses. */
export const chooseRun = (desk: UsingDesk, runId: string): void =>
  useAppStore.setState((state) => ({
    activeRunIds: { ...state.activeRunIds, ...chosen([desk], runId, state.activeProjectId) },
  }));

/** What is noted of a run that some desks are to use. */
function chosen(desks: readonly UsingDesk[], runId: string, projectId: string | null) {
  const keys: string[] = desks.map((desk) => chosenOn[desk]);
  if (desks.includes("inspect")) keys.push(judgeOf(projectId));
  return Object.fromEntries(keys.map((key) => [key, runId]));
}
