import { describe, expect, it } from "vitest";
import { mainThreadTasks, type TraceEvent } from "./mainThread.ts";

const thread = (pid: number, tid: number, name: string): TraceEvent => ({
  name: "thread_name",
  ph: "M",
  pid,
  tid,
  ts: 0,
  args: { name },
});
const task = (pid: number, tid: number, dur: number, tdur: number): TraceEvent => ({
  name: "ThreadControllerImpl::RunTask",
  ph: "X",
  pid,
  tid,
  ts: 0,
  dur,
  tdur,
});

describe("mainThreadTasks", () => {
  it("counts CPU time on the busiest renderer's main thread only", () => {
    const events = [
      thread(1, 1, "CrRendererMain"),
      thread(1, 2, "DedicatedWorker thread"),
      thread(2, 1, "CrRendererMain"),
      task(1, 1, 900_000, 20_000),
      task(1, 1, 70_000, 60_000),
      task(1, 2, 800_000, 800_000),
      task(2, 1, 1000, 1000),
    ];
    expect(mainThreadTasks(events, 1)).toEqual({
      tasks: 2,
      longestMs: [60, 20],
      busyShare: 0.08,
      tasksOver50Ms: 1,
    });
  });

  it("refuses a trace without CPU times", () => {
    expect(() => mainThreadTasks([thread(1, 1, "CrRendererMain")], 1)).toThrow(/no main-thread/);
  });
});
