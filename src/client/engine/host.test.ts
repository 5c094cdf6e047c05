/** Every call settles, whatever becomes of the worker. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { CallsInFlight, WorkerLost } from "./calls.ts";
import { type EndCause, WorkerHost } from "./host.ts";
import { FakeWorker } from "./testing/fakeWorker.ts";

const api = {
  double: async (x: number) => 2 * x,
  fail: async () => Promise.reject(new RangeError("no")),
  never: () => new Promise<never>(() => undefined),
};
type Api = typeof api;

const beat = { signal: "beat", allowanceMs: 10_000 } as const;

function hosted() {
  const worker = new FakeWorker(api);
  const ends: EndCause[] = [];
  const told: string[] = [];
  const host = new WorkerHost<Api>(worker, {
    onEnd: (cause) => ends.push(cause),
    onLiveness: (liveness) => told.push(liveness),
    onSignal: ({ signal }) => told.push(signal),
  });
  return { worker, host, ends, told };
}

const hosts: WorkerHost<Api>[] = [];
afterEach(() => {
  for (const host of hosts.splice(0)) host.end("replaced");
});

const outcomeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(String, (error: Error) => error.name);

describe("calls", () => {
  it("settle as they are answered, and are then no longer in flight", async () => {
    const { host } = hosted();
    hosts.push(host);
    const outcomes = [host.ask((x) => x.double(4)), host.ask((x) => x.fail())].map(outcomeOf);
    expect(host.callsInFlight).toBe(2);
    expect(await Promise.all(outcomes)).toEqual(["8", "RangeError"]);
    expect(host.callsInFlight).toBe(0);
  });

  it("in flight when the worker ends fail with WorkerLost, later ones at once", async () => {
    const { host, worker, ends } = hosted();
    const waiting = outcomeOf(host.ask((x) => x.never()));
    host.end("hung");
    host.end("died");
    expect(await waiting).toBe("WorkerLost");
    expect(await outcomeOf(host.ask((x) => x.double(1)))).toBe("WorkerLost");
    expect(worker.isEnded).toBe(true);
    expect(ends).toEqual(["hung"]);
  });

  it("of a worker that another replaces fail, and nobody is told of an end", async () => {
    const { host, ends } = hosted();
    const waiting = outcomeOf(host.ask((x) => x.never()));
    host.end("replaced");
    expect(await waiting).toBe("WorkerLost");
    expect(ends).toEqual([]);
  });

  it("none hangs, however they and the ends of workers fall together", async () => {
    const rng = new Rng(7);
    const outcomes: Promise<string>[] = [];
    let { host, worker } = hosted();
    for (let act = 0; act < 300; act++) {
      const chance = rng.uniform();
      if (chance < 0.7) {
        const asked = chance < 0.2 ? host.ask((x) => x.never()) : host.ask((x) => x.double(act));
        outcomes.push(outcomeOf(asked));
      } else if (chance < 0.8) worker.fallSilent();
      else if (chance < 0.9) await new Promise((resolve) => setTimeout(resolve, 0));
      else {
        host.end((["died", "hung", "replaced"] as const)[act % 3] as EndCause);
        ({ host, worker } = hosted());
      }
    }
    host.end("died");
    const settled = await Promise.all(outcomes);
    expect(new Set(settled.map((outcome) => (Number(outcome) >= 0 ? "answer" : outcome)))).toEqual(
      new Set(["answer", "WorkerLost"]),
    );
  });

  it("leave nothing behind, even where one throws before it is made", async () => {
    const calls = new CallsInFlight();
    await expect(
      calls.make(() => {
        throw new TypeError("not even begun");
      }),
    ).rejects.toThrow(TypeError);
    expect(calls.size).toBe(0);
    calls.lose(new WorkerLost("gone"));
    await expect(calls.make(async () => 1)).rejects.toThrow(WorkerLost);
  });
});

describe("a worker", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const arrived = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

  it("that falls silent is said to be silent, then ended", async () => {
    const { host, worker, ends, told } = hosted();
    worker.signal(beat);
    await arrived();
    worker.fallSilent();
    const waiting = outcomeOf(host.ask((x) => x.never()));
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(2000);
    expect(told).toEqual(["silent"]);
    vi.advanceTimersByTime(5000);
    expect(ends).toEqual(["hung"]);
    expect(await waiting).toBe("WorkerLost");
  });

  it("that beats again is well again", async () => {
    const { host, worker, ends, told } = hosted();
    hosts.push(host);
    worker.signal(beat);
    await arrived();
    vi.advanceTimersByTime(12_000);
    worker.signal(beat);
    await arrived();
    vi.advanceTimersByTime(9000);
    expect(told).toEqual(["silent", "well"]);
    expect(ends).toEqual([]);
  });

  it("whose event handler throws lives as long as it beats", async () => {
    const { host, worker, ends } = hosted();
    hosts.push(host);
    worker.signal(beat);
    await arrived();
    worker.throwInside();
    vi.advanceTimersByTime(2000);
    worker.signal(beat);
    await arrived();
    vi.advanceTimersByTime(9000);
    expect(ends).toEqual([]);
    worker.throwInside();
    vi.advanceTimersByTime(16_000);
    expect(ends).toEqual(["hung"]);
  });

  it("whose event handler throws may go on with long work that it announced, and hangs when that takes longer", async () => {
    const { worker, ends } = hosted();
    worker.signal({ signal: "beat", allowanceMs: 45_000 });
    await arrived();
    worker.throwInside();
    vi.advanceTimersByTime(44_000);
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(7000);
    expect(ends).toEqual(["hung"]);
  });

  it("whose script cannot be loaded is ended at once", async () => {
    const { host, worker, ends } = hosted();
    const waiting = outcomeOf(host.ask((x) => x.double(1)));
    worker.throwInside();
    expect(ends).toEqual(["unstarted"]);
    expect(await waiting).toBe("WorkerLost");
  });

  it("whose answer cannot be read is ended: the call would wait for it in vain", async () => {
    const { host, worker, ends } = hosted();
    worker.signal(beat);
    await arrived();
    const waiting = outcomeOf(host.ask((x) => x.never()));
    worker.answerUnreadably();
    expect(ends).toEqual(["died"]);
    expect(await waiting).toBe("WorkerLost");
  });

  it("says nothing after its end", async () => {
    const { host, worker, told } = hosted();
    worker.signal({ signal: "fault", name: "Error", message: "heard" });
    await arrived();
    worker.signal({ signal: "fault", name: "Error", message: "too late" });
    host.end("died");
    await arrived();
    expect(told).toEqual(["fault"]);
  });
});
