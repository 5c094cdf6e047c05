/** Tells the other tabs of the run that trains here, a few times a second at most. */
import { type Run, type RunEvent, reduceRun } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { type ToldRunEvent, tellTabs } from "./channel.ts";

const progressMs = 500;

type Progress = Extract<RunEvent, { type: "progress" }>;

let waiting: Progress | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Pictures are drawn where the run trains, and are not told. */
export function tellRunEvent(event: RunEvent): void {
  if (event.type === "preview" || event.type === "film") return;
  if (event.type === "progress") {
    waitFor(event);
    return;
  }
  tellWaiting();
  tell(event);
}

/** Records of runs were written, made or deleted here. */
export const tellRuns = (): void => tellTabs({ type: "runs" });

function waitFor(event: Progress): void {
  if (waiting && waiting.runId !== event.runId) tellWaiting();
  waiting = waiting ? { ...event, points: [...waiting.points, ...event.points] } : event;
  timer ??= setTimeout(tellWaiting, progressMs);
}

function tellWaiting(): void {
  clearTimeout(timer);
  timer = undefined;
  const event = waiting;
  waiting = null;
  if (event) tell(event);
}

function tell(event: ToldRunEvent): void {
  const name = nameOf(event.runId);
  if (name !== undefined) tellTabs({ type: "run", name, event });
}

const nameOf = (runId: string): string | undefined =>
  useAppStore.getState().runs.find((run) => run.runId === runId)?.name;

/** A run of another tab with its news; its state here stays as it rests in storage. */
export function reduceTold(run: Run, event: ToldRunEvent): Run {
  return { ...reduceRun(run, event), state: run.state };
}
