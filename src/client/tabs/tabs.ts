/**
 * Which projects belong to this tab, and which to others. The project in view is this tab's where no other
 * has it; one that is out of view is let go of once it is saved.
 */
import { inTurn } from "../../lib/inTurn.ts";
import type { WebLocks } from "../../lib/webLocks.ts";
import {
  projectLock,
  projectsIn,
  tabLock,
  tabsIn,
  trainingLock,
} from "../../protocol/lockNames.ts";
import { useAppStore } from "../../state/store.ts";
import { type ReadOnlyReason, readOnlyReason } from "../../state/tabs.ts";
import { isImporting } from "../../state/works.ts";
import { isEdited } from "../edited.ts";
import { forgetErased } from "../erased.ts";
import { endImportForOther } from "../imports.ts";
import { notifyError } from "../notices.ts";
import { giveUpProject, saveNow } from "../persistence.ts";
import { listenToTabs, type TabMessage, tabId, tellTabs } from "./channel.ts";
import { askToLetGo, handOverMs } from "./handOver.ts";
import { myProjects, startHolding } from "./myProjects.ts";
import { settleHistory } from "./received.ts";
import {
  forgetTab,
  letGoOfTraining,
  receiveFromTab,
  refreshRuns,
  tellTraining,
} from "./sharedRuns.ts";
import { catchUp } from "./storedProjects.ts";

/** Projects that another tab asked for: saved, and about to be its own. */
const leaving = new Set<string>();
/** Other tabs that are known to live. */
const peers = new Set<string>();
const lookInTurn = inTurn();
let locks: WebLocks | null = null;

/** Finds out who else is there. Call it before the projects are shown. @param available null: nobody else can be, or can be seen */
export async function startTabs(available: WebLocks | null): Promise<void> {
  locks = available;
  startHolding(locks, { onLost: lose, onChange: tellAndLook });
  if (!locks) return;
  await locks.take(tabLock(tabId)); // for life
  listenToTabs(hear);
  useAppStore.subscribe((state) => state.activeProjectId, look);
  useAppStore.subscribe((state) => state.saved, look);
  useAppStore.subscribe(isImporting, look);
  addEventListener("visibilitychange", look);
  tellTabs({ type: "locks" });
  await lookAround();
}

/** Ids of other tabs that live, as far as is known. */
export const otherTabs = (): ReadonlySet<string> => peers;

/** Asks the tab that has a project to save and let go of it; one that does not answer loses it. Says where that fails. */
export async function takeOver(projectId: string): Promise<void> {
  useAppStore.setState({ takingOver: projectId });
  try {
    if (await myProjects().claim(projectId)) return;
    await askToLetGo(projectLock(projectId));
    await myProjects().seize(projectId);
  } catch (error) {
    notifyError(error);
  } finally {
    useAppStore.setState({ takingOver: null });
  }
}

function hear(message: TabMessage, from: string): void {
  switch (message.type) {
    case "locks":
      look();
      tellTraining(); // it may be a new tab
      return;
    case "project":
      if (!myProjects().isLocked(message.projectId)) follow(message.projectId);
      return;
    case "wanted": {
      if (message.lock === trainingLock) void letGoOfTraining(from);
      const projectId = projectsIn(new Set([message.lock]))[0];
      if (projectId !== undefined && myProjects().isLocked(projectId)) void letGo(projectId, from);
      return;
    }
    case "run":
      receiveFromTab(message.name, message.event, from);
      return;
    case "runs":
      refreshRuns();
      return;
    case "photosErased":
      forgetErased(message.hashes);
      return;
    case "yours":
      return; // for those who ask
    default:
      message satisfies never;
  }
}

/** Shows what another tab saved; where the engine cannot read it now, it is shown when the project is opened. */
const follow = (projectId: string): void => void catchUp(projectId, true).catch(() => undefined);

/** Saves a project and leaves it to the tab that asks for it; kept where that tab does not take it. */
async function letGo(projectId: string, to: string): Promise<void> {
  await stopImport();
  leaving.add(projectId);
  markReadOnly([...readOnlyIds(), projectId]);
  await saveNow();
  tellTabs({ type: "yours", lock: projectLock(projectId), to });
  setTimeout(() => {
    leaving.delete(projectId);
    look();
  }, handOverMs);
}

const importStopMs = 2000;

/** What is read so far comes into its project first. */
async function stopImport(): Promise<void> {
  const importId = endImportForOther();
  if (importId === null) return;
  const isUnderWay = () => useAppStore.getState().works.some(({ id }) => id === importId);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, importStopMs);
    const unsubscribe = useAppStore.subscribe(
      (state) => state.works,
      () => {
        if (isUnderWay()) return;
        clearTimeout(timer);
        unsubscribe();
        resolve();
      },
    );
  });
}

function lose(projectId: string): void {
  leaving.delete(projectId);
  void giveUpProject(projectId).catch(() => undefined); // tried again when the engine is there
}

function tellAndLook(): void {
  tellTabs({ type: "locks" });
  look();
}

const look = (): void => void lookAround().catch(() => undefined); // at the next change again

const lookAround = (): Promise<void> => lookInTurn(lookOnce);

async function lookOnce(): Promise<void> {
  if (!locks) return;
  const names = await locks.held();
  for (const id of tabsIn(names)) watch(id);
  const mine = myProjects();
  const isElsewhere = (projectId: string): boolean => {
    if (leaving.has(projectId)) return true;
    if (mine.isLocked(projectId)) return false;
    return !mine.isClaiming(projectId) || isReadOnly(projectId);
  };
  markReadOnly(projectsIn(names).filter(isElsewhere));
  releaseIdle();
  await claimActive();
}

const isReadOnly = (projectId: string): boolean =>
  readOnlyReason(useAppStore.getState(), projectId) !== null;

const readOnlyIds = (): string[] => Object.keys(useAppStore.getState().readOnly);

/** @param elsewhere ids of the projects that other tabs edit */
function markReadOnly(elsewhere: readonly string[]): void {
  const { readOnly } = useAppStore.getState();
  const newer = Object.entries(readOnly).filter(([, reason]) => reason === "newer");
  const next: Record<string, ReadOnlyReason> = {
    ...Object.fromEntries(elsewhere.map((id) => [id, "otherTab"] as const)),
    ...Object.fromEntries(newer),
  };
  const ids = Object.keys(next);
  const isSame =
    ids.length === Object.keys(readOnly).length && ids.every((id) => next[id] === readOnly[id]);
  if (isSame) return;
  useAppStore.setState({ readOnly: next });
  for (const id of ids) if (!readOnly[id]) settleHistory(id);
}

function releaseIdle(): void {
  const { activeProjectId, readOnly, works } = useAppStore.getState();
  if (isImporting({ works })) return; // it ends with an edit
  for (const id of myProjects().ids) {
    const isIdle = id !== activeProjectId || readOnly[id] === "newer"; // that version is to edit it
    if (isIdle && !isEdited(id)) myProjects().release(id);
  }
}

async function claimActive(): Promise<void> {
  const { activeProjectId, readOnly, isLoaded } = useAppStore.getState();
  if (!isLoaded || activeProjectId === null || readOnly[activeProjectId]) return;
  if (!(await myProjects().claim(activeProjectId))) {
    markReadOnly([...readOnlyIds(), activeProjectId]);
  }
}

/** A tab that is gone has let go of all that it held. */
function watch(id: string): void {
  if (!locks || id === tabId || peers.has(id)) return;
  peers.add(id);
  void locks.free(tabLock(id)).then(() => {
    peers.delete(id);
    forgetTab(id);
    look();
  });
}
