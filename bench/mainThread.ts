/** Which tasks kept the page's main thread busy, by CPU time, out of a Chrome trace. */
import type { CDPSession } from "playwright";

/** One event of a trace; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** CPU time of the thread, where the trace has it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface MainThreadTasks {
  readonly tasks: number;
  /** CPU time, ms; the five longest first. */
  readonly longestMs: readonly number[];
  /** Share of tasks' CPU time in the traced time. */
  readonly busyShare: number;
  readonly tasksOver50Ms: number;
}

const taskName = "ThreadControllerImpl::RunTask";

/** Traces the browser while `during` runs. */
export async function recordTrace(
  session: CDPSession,
  during: () => Promise<void>,
): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value) events.push(event as unknown as TraceEvent);
  });
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { recordMode: "recordAsMuchAsPossible", includedCategories: ["toplevel"] },
  });
  await during();
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  return events;
}

/**
 * @param events a trace with one page that worked
 * @returns figures of the busiest renderer's main thread
 * @throws Error when the trace holds no task with CPU time
 */
export function mainThreadTasks(events: readonly TraceEvent[], seconds: number): MainThreadTasks {
  const mainThreads = events.filter(
    ({ ph, name, args }) => ph === "M" && name === "thread_name" && args?.name === "CrRendererMain",
  );
  const perThread = mainThreads.map(({ pid, tid }) =>
    events
      .filter((event) => event.pid === pid && event.tid === tid && isTask(event))
      .map(({ tdur = 0 }) => tdur / 1000),
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const times = perThread.sort((a, b) => sum(b) - sum(a))[0] ?? [];
  if (times.length === 0) throw new Error("The trace holds no main-thread task with CPU time");
  const longestFirst = times.toSorted((a, b) => b - a);
  return {
    tasks: times.length,
    longestMs: longestFirst.slice(0, 5),
    busyShare: Number((sum(times) / (seconds * 1000)).toFixed(4)),
    tasksOver50Ms: times.filter((ms) => ms > 50).length,
  };
}

const isTask = ({ name, ph, tdur }: TraceEvent): boolean =>
  ph === "X" && tdur !== undefined && name === taskName;
