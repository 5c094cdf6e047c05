import type { Remote } from "comlink";
import { beforeEach, expect, it, vi } from "vitest";
import type { EngineApi } from "../protocol/engine.ts";
import { useAppStore } from "../state/store.ts";
import { secondsLeftOf } from "../state/works.ts";
import { WorkerLost } from "./engine/calls.ts";
import { cancelWork, forgetEngineWork, noteWork, runWork } from "./work.ts";
import { askEngine, askThisEngine } from "./workers.ts";

vi.mock("./workers.ts", () => ({ askEngine: vi.fn(), askThisEngine: vi.fn() }));

const works = () => useAppStore.getState().works;
const title = { kind: "quality", name: "Run 1" } as const;

/** An engine that does one work at a time until it is called off, or told to end. */
function engine() {
  const known = new Map<string, (error: Error | null) => void>();
  const made: string[] = [];
  const api = {
    exportRun: (id: string) => {
      made.push(id);
      return new Promise<string>((resolve, reject) =>
        known.set(id, (error) => (error ? reject(error) : resolve("whole"))),
      );
    },
    cancelWork: async (id: string) => {
      known.get(id)?.(Object.assign(new Error("off"), { name: "Cancelled" }));
      return known.delete(id);
    },
  };
  return { api: api as unknown as Remote<EngineApi>, known, made };
}

const asked = () => runWork(title, ({ id, ask }) => ask((api) => api.exportRun(id, false)));
const settled = () => new Promise((resolve) => setTimeout(resolve));

let there: ReturnType<typeof engine>;
beforeEach(() => {
  there = engine();
  vi.mocked(askEngine).mockImplementation((call) => call(there.api));
  vi.mocked(askThisEngine).mockImplementation((call) => call(there.api));
  useAppStore.setState({ works: [] });
});

it("is shown from its beginning to its end, with how far it is", async () => {
  const { id, result } = asked();
  expect(works()).toMatchObject([{ id, title, done: 0, total: 0, isEnding: false }]);
  noteWork({ type: "work", id, done: 3, total: 12 });
  expect(works()).toMatchObject([{ id, done: 3, total: 12 }]);
  await settled();
  there.known.get(id)?.(null);
  expect(await result).toBe("whole");
  expect(works()).toEqual([]);
  noteWork({ type: "work", id, done: 12, total: 12 }); // comes late
  expect(works()).toEqual([]);
});

it("says at once that it is called off, and ends when the engine has stopped", async () => {
  const { id, result, cancel } = asked();
  await settled();
  cancel();
  expect(works()).toMatchObject([{ id, isEnding: true }]);
  await expect(result).rejects.toMatchObject({ name: "Cancelled" });
  expect(works()).toEqual([]);
});

it("ends at once where it waits for an engine, which is never asked for it", async () => {
  let admit: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    admit = resolve;
  });
  vi.mocked(askEngine).mockImplementation(async (call) => gate.then(() => call(there.api)));
  vi.mocked(askThisEngine).mockRejectedValue(new WorkerLost("not started"));
  const { result, cancel } = asked();
  cancel();
  await expect(result).rejects.toMatchObject({ name: "Cancelled" });
  admit();
  await settled();
  expect(there.made).toEqual([]);
});

it("is asked of the next engine where one was lost, unless it was called off meanwhile", async () => {
  const lost = engine();
  vi.mocked(askEngine).mockImplementation(async (call) => {
    call(lost.api).catch(() => undefined);
    await settled();
    return call(there.api); // as `askEngine` does after a loss
  });
  const { id, result } = asked();
  await settled();
  await settled();
  there.known.get(id)?.(null);
  expect(await result).toBe("whole");
  expect([lost.made, there.made]).toEqual([[id], [id]]);

  vi.mocked(askThisEngine).mockImplementation((call) => call(lost.api));
  const again = asked();
  again.cancel();
  await expect(again.result).rejects.toMatchObject({ name: "Cancelled" });
  expect(there.made).toEqual([id]);
});

it("ends with a named error where both engines are lost", async () => {
  vi.mocked(askEngine).mockRejectedValue(new WorkerLost("died"));
  await expect(asked().result).rejects.toMatchObject({ name: "WorkerLost" });
  expect(works()).toEqual([]);
});

it("shows what the engine began by itself, until it ends or its engine does", async () => {
  const begun = { type: "work", done: 0, total: 4, title } as const;
  noteWork({ ...begun, id: "a" });
  noteWork({ ...begun, id: "b" });
  noteWork({ ...begun, id: "a", done: 1 });
  expect(works()).toMatchObject([{ id: "a", done: 1 }, { id: "b" }]);
  there.known.set("a", () => undefined);
  cancelWork("a");
  expect(works()).toMatchObject([{ id: "a", isEnding: true }, { isEnding: false }]);
  expect(there.known.has("a")).toBe(false);
  noteWork({ type: "workEnded", id: "a" });
  const own = asked();
  expect(works().map(({ id }) => id)).toEqual(["b", own.id]);
  forgetEngineWork();
  expect(works().map(({ id }) => id)).toEqual([own.id]);
  own.cancel();
  await expect(own.result).rejects.toThrow();
});

it("guesses the time left once it means something", () => {
  const { id } = asked();
  const clock = vi.spyOn(performance, "now");
  const left: (number | null)[] = [];
  for (let done = 0; done <= 12; done++) {
    clock.mockReturnValue(done * 3000);
    noteWork({ type: "work", id, done, total: 20 });
    left.push(secondsLeftOf(works()[0] as Parameters<typeof secondsLeftOf>[0]));
  }
  clock.mockRestore();
  expect(left.slice(0, 5)).toEqual([null, null, null, null, null]);
  expect(left.at(-1)).toBeCloseTo(24); // eight left, three seconds each
});
