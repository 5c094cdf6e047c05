import { expect, it, vi } from "vitest";
import { nextTask } from "../../lib/nextTask.ts";
import { type WorkEvent, workKinds } from "../../protocol/work.ts";
import { UnknownRun } from "../errors.ts";
import { type Work, Works } from "./works.ts";

function opened() {
  const told: WorkEvent[] = [];
  const clock = { now: 0 };
  let beating = 0;
  const heart = {
    during: async <T>(act: () => Promise<T>) => {
      beating++;
      try {
        return await act();
      } finally {
        beating--;
      }
    },
  };
  const works = new Works({ heart, emit: (event) => told.push(event), now: () => clock.now });
  return { works, told, clock, isHeartTold: () => beating > 0 };
}

/** Work of so many units, each of which `at` may do something in. */
function units(count: number, at: (unit: number, work: Work) => unknown = () => undefined) {
  const log = { begun: 0, ended: 0 };
  const act = async (work: Work) => {
    const breathe = work.counting(count);
    for (let unit = 1; unit <= count; unit++) {
      log.begun++;
      await at(unit, work);
      log.ended++;
      await breathe();
    }
    return "whole";
  };
  return { log, act };
}

it.each(workKinds)("ends %s after the unit under way, and begins no other", async (kind) => {
  const { works, told } = opened();
  const { log, act } = units(50, (unit) => unit === 3 && works.cancel("a"));
  await expect(works.run({ id: "a", kind }, act)).rejects.toMatchObject({ name: "Cancelled" });
  expect(log).toEqual({ begun: 3, ended: 3 });
  const after = told.length;
  await nextTask();
  expect(told).toHaveLength(after);
  expect(works.cancel("a")).toBe(false); // nothing is left of it
  expect(await works.run({ id: "a", kind }, units(2).act)).toBe("whole"); // its place is free
});

it("gives what work had done by then, where it gives that instead of throwing", async () => {
  const { works } = opened();
  const read: number[] = [];
  const result = await works.run({ id: "a", kind: "import" }, async ({ signal }) => {
    for (let file = 0; file < 9 && !signal.aborted; file++) {
      read.push(file);
      if (file === 2) works.cancel("a");
      await nextTask();
    }
    return read;
  });
  expect(result).toEqual([0, 1, 2]);
});

it("lets work on the same thing wait in turn, other work not, and ends at once what waits", async () => {
  const { works } = opened();
  let end: () => void = () => undefined;
  const first = units(1, () => new Promise<void>((resolve) => (end = resolve)));
  const [second, third, other, training] = [units(1), units(1), units(1), units(1)];
  const running = works.run({ id: "first", kind: "memorisation" }, first.act);
  const waiting = works.run({ id: "second", kind: "quality" }, second.act);
  const behind = works.run({ id: "third", kind: "secondOpinion" }, third.act);
  await works.run({ id: "other", kind: "copy" }, other.act);
  await works.run({ id: "training", kind: "patches" }, training.act);
  expect([second.log.begun, other.log.begun, training.log.begun]).toEqual([0, 1, 1]);
  expect(works.cancel("second")).toBe(true);
  await expect(waiting).rejects.toMatchObject({ name: "Cancelled" });
  expect(second.log.begun).toBe(0);
  expect(third.log.begun).toBe(0);
  end();
  expect(await running).toBe("whole");
  expect(await behind).toBe("whole");
});

it("begins no unit while somebody waits with a hand on a slider", async () => {
  const { works } = opened();
  let isDrawn = false;
  const seen: boolean[] = [];
  const { act } = units(4, (unit) => {
    seen.push(isDrawn);
    if (unit === 2)
      void works.urgently(async () => {
        for (let hop = 0; hop < 20; hop++) await nextTask(); // a picture takes many tasks
        isDrawn = true;
      });
  });
  await works.run({ id: "a", kind: "quality" }, act);
  expect(seen).toEqual([false, false, true, true]);
});

it("goes on where what is urgent waits for what it holds itself", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const { works } = opened();
  const { log, act } = units(3, (unit) => {
    if (unit === 1) void works.urgently(() => new Promise(() => undefined));
  });
  const whole = works.run({ id: "a", kind: "quality" }, act);
  while (log.ended < 3) {
    await nextTask();
    vi.advanceTimersToNextTimer();
  }
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  expect(await whole).toBe("whole");
});

it("goes on after a slider's picture that failed", async () => {
  const { works } = opened();
  const { log, act } = units(3, (unit) => {
    if (unit === 1) works.urgently(() => Promise.reject(new Error("no"))).catch(() => undefined);
  });
  await works.run({ id: "a", kind: "quality" }, act);
  expect(log.ended).toBe(3);
});

it("lets a training step in between two units", async () => {
  const { works } = opened();
  let steps = 0;
  let isTraining = true;
  const training = (async () => {
    while (isTraining) {
      steps++;
      await nextTask();
    }
  })();
  const stepsBefore: number[] = [];
  await works.run({ id: "a", kind: "memorisation" }, units(20, () => stepsBefore.push(steps)).act);
  isTraining = false;
  await training;
  const between = stepsBefore.slice(1).map((count, at) => count - (stepsBefore[at] as number));
  expect(Math.min(...between)).toBeGreaterThanOrEqual(1);
});

it("ends what comes to nothing without a run that is deleted, and nothing else", async () => {
  const { works } = opened();
  const gone = units(9, (unit) => unit === 2 && works.endOf("b", new UnknownRun("deleted")));
  const runIds = ["a", "b"];
  const ended = works.run({ id: "1", kind: "secondOpinion", runIds }, gone.act);
  const other = works.run({ id: "2", kind: "copy", runIds: ["a"] }, units(9).act);
  await expect(ended).rejects.toMatchObject({ name: "UnknownRun" });
  expect(gone.log.begun).toBe(2);
  expect(await other).toBe("whole");
});

it("tells how far it is at most ten times a second, from its beginning to its end", async () => {
  const { works, told, clock } = opened();
  const { act } = units(100, () => (clock.now += 10));
  await works.run({ id: "a", kind: "quality" }, act);
  const done = told.map((event) => event.type === "work" && event.done);
  expect(done[0]).toBe(0);
  expect(done.at(-1)).toBe(100);
  expect(done.length).toBeLessThanOrEqual(12);
});

it("calls by a title what it began by itself, and tells when that is over", async () => {
  const { works, told } = opened();
  const title = { kind: "patches", name: "Run 1" } as const;
  await works.run({ id: "a", kind: "patches", title }, units(1).act);
  expect(told[0]).toEqual({ type: "work", id: "a", done: 0, total: 1, title });
  expect(told.at(-1)).toEqual({ type: "workEnded", id: "a" });
});

it("tells the heart for as long as work on the device is under way", async () => {
  const { works, isHeartTold } = opened();
  const seen: boolean[] = [];
  await works.run({ id: "a", kind: "quality" }, units(2, () => seen.push(isHeartTold())).act);
  expect([...seen, isHeartTold()]).toEqual([true, true, false]);
});
