/** The list of the Inspect desk, and what of it a later session finds. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bringBackAside } from "../../client/putAside.ts";
import { cancelWork } from "../../client/work.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import type { PhotoSource } from "../../protocol/project.ts";
import type { KeptResult } from "../../protocol/results.ts";
import { useAppStore } from "../../state/store.ts";
import { addUnreadable, clearEntries, judge, removeEntry } from "./judgements.ts";
import { goOnJudging } from "./judging.ts";
import { useJudgements } from "./list.ts";

const kept = vi.hoisted(() => new Map<string, KeptResult>());
const classify = vi.hoisted(() => vi.fn());
const keepPhoto = vi.hoisted(() => vi.fn());

// The engine's side of it is another file's.
vi.mock("../../client/inference.ts", () => ({
  classify,
  heatMap: () => Promise.reject(new Error("Not here")),
}));
vi.mock("../../client/workers.ts", () => ({
  askEngine: (ask: (engine: unknown) => unknown) =>
    Promise.resolve(
      ask({
        keepPhoto,
        keepResults: (results: readonly KeptResult[]) => {
          for (const result of results) kept.set(result.id, structuredClone(result));
          return Promise.resolve();
        },
        forgetResults: (ids: readonly string[]) => {
          for (const id of ids) kept.delete(id);
          return Promise.resolve();
        },
      }),
    ),
}));

const verdict = () => ({ heat: null, photo: null, patches: 4, probabilities: [0.2, 0.8] });
const sample = (path: string): PhotoSource => ({ kind: "sample", path });
const run = (runId: string, projectId: string) => ({
  runId,
  projectId,
  name: `Model ${runId}`,
  modelId: "classifier",
  data: {
    classes: [
      { id: "s", name: "Sand" },
      { id: "b", name: "Bark" },
    ],
  },
});
const outcomes = () => useJudgements.getState().entries.map(({ outcome }) => outcome.state);

beforeEach(async () => {
  classify.mockReset();
  keepPhoto.mockResolvedValue("a".repeat(64));
  clearEntries();
  useAppStore.setState({ notices: [] }); // nobody wants them back
  classify.mockImplementation((_, photos: readonly unknown[]) =>
    Promise.resolve(photos.map(verdict)),
  );
  useAppStore.setState({
    activeProjectId: "mine",
    activeRunIds: {},
    runs: [run("other", "theirs"), run("own", "mine")] as never,
    engine: {
      models: [{ id: "classifier", tasks: [{ id: "classify", desk: "inspect", judges: true }] }],
    } as never,
  });
  await eventually(() => expect(kept.size).toBe(0));
});

it("adds a photo of a project once, and judges it again only where another model did", async () => {
  const both = [
    { name: "a", image: sample("a") },
    { name: "b", image: sample("b") },
  ];
  judge(both);
  judge(both);
  await eventually(() => expect(outcomes()).toEqual(["done", "done"]));
  expect(classify.mock.calls.map(([runId]) => runId)).toEqual(["own", "own"]);
  judge(both);
  expect(outcomes()).toEqual(["done", "done"]);
  useAppStore.setState({ activeProjectId: "theirs" });
  judge(both);
  await eventually(() => expect(classify).toHaveBeenCalledTimes(4));
  expect(classify.mock.lastCall?.[0]).toBe("other");
});

it("keeps verdicts, photos that were dropped and reasons, and forgets what is removed", async () => {
  judge([{ name: "dropped.png", image: new Blob(["x"]) }]);
  addUnreadable(["folder"]);
  await eventually(() => expect([...kept.values()].map(({ name }) => name)).toContain("folder"));
  await eventually(() =>
    expect([...kept.values()].find(({ name }) => name === "dropped.png")).toMatchObject({
      source: { kind: "stored", hash: "a".repeat(64) },
      outcome: {
        state: "done",
        judgement: { ranking: [{ id: "b" }, { id: "s" }], runId: "own" },
      },
    }),
  );
  const [first] = useJudgements.getState().entries;
  removeEntry(first?.id ?? "");
  useAppStore.setState({ notices: [] });
  await eventually(() => expect([...kept.values()].map(({ name }) => name)).toEqual(["folder"]));
});

it("lets a later session find the list in its order, whenever each was written", async () => {
  keepPhoto.mockImplementationOnce(
    () => new Promise((resolve) => setTimeout(() => resolve("b".repeat(64)), 20)),
  );
  judge(["1", "2"].map((name) => ({ name, image: new Blob([name]) })));
  addUnreadable(["3", "4"]);
  judge([{ name: "5", image: sample("5") }]);
  await eventually(() => expect(kept.size).toBe(5));
  const written = [...kept.values()];
  expect(written.map(({ name }) => name)).not.toEqual(["1", "2", "3", "4", "5"]);
  const inPlace = written.sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  expect(inPlace.map(({ name }) => name)).toEqual(["1", "2", "3", "4", "5"]);
});

it.each([
  ["the next engine where the one that had them kept nothing", "memoryLosses"],
  ["storage that was cleared from outside", "storageClearings"],
] as const)("gives results and photos to %s", async (_, losses) => {
  useAppStore.setState({ hasMade: false });
  judge([{ name: "dropped", image: new Blob(["x"]) }]);
  await eventually(() =>
    expect([...kept.values()]).toMatchObject([{ outcome: { state: "done" } }]),
  );
  expect(useAppStore.getState().hasMade).toBe(true); // who leaves a session in memory is asked
  kept.clear();
  keepPhoto.mockClear();
  useAppStore.setState((state) => ({ [losses]: state[losses] + 1 }));
  await eventually(() => expect([...kept.values()]).toMatchObject([{ name: "dropped" }]));
  expect(keepPhoto).toHaveBeenCalledOnce();
});

afterEach(() => vi.useRealTimers());

const names = () => useJudgements.getState().entries.map(({ name }) => name);
const offer = () => useAppStore.getState().notices.at(-1);

it("forgets nothing that was removed while it is offered back, and puts it back in its place", async () => {
  judge(["1", "2", "3", "4"].map((name) => ({ name, image: sample(name) })));
  await eventually(() => expect(outcomes()).toEqual(["done", "done", "done", "done"]));
  const before = useJudgements.getState().entries;
  removeEntry(before[1]?.id ?? "");
  expect(offer()).toMatchObject({ message: "notice.resultsRemoved", values: { count: 1 } });
  clearEntries();
  expect(useAppStore.getState().notices).toHaveLength(1);
  expect(offer()).toMatchObject({ values: { count: 4 } });
  expect([names(), kept.size]).toEqual([[], 4]);
  bringBackAside(offer()?.aside ?? "");
  useAppStore.setState({ notices: [] });
  expect(useJudgements.getState().entries).toEqual(before);
  await Promise.resolve();
  expect(kept.size).toBe(4);
  clearEntries();
  useAppStore.setState({ notices: [] });
  await eventually(() => expect(kept.size).toBe(0));
});

it("goes on with what was removed while it was judged, and adds nothing a second time", async () => {
  const ends: ((verdict: unknown) => void)[] = [];
  classify.mockImplementationOnce(() => new Promise((resolve) => ends.push(resolve)));
  judge(["1", "2"].map((name) => ({ name, image: sample(name) })));
  clearEntries();
  judge([{ name: "2", image: sample("2") }]);
  ends[0]?.([verdict()]); // nobody is there to show it
  await eventually(() => expect(outcomes()).toEqual(["done"]));
  bringBackAside(offer()?.aside ?? "");
  expect(names().sort()).toEqual(["1", "2"]);
  await eventually(() => expect(outcomes()).toEqual(["done", "done"]));
});

it("stores a photo as soon as there is room for it, and gives up one that was removed", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const full = Object.assign(new Error("No room"), { name: "StorageFull" });
  keepPhoto.mockReset();
  keepPhoto.mockRejectedValue(full);
  judge(["1", "2"].map((name) => ({ name, image: new Blob([name]) })));
  await vi.advanceTimersByTimeAsync(11_000);
  expect(keepPhoto).toHaveBeenCalledTimes(3);
  const [first, second] = useJudgements.getState().entries;
  expect(keepPhoto.mock.calls.every(([id]) => id === first?.id)).toBe(true);
  expect(kept.size).toBe(0);
  removeEntry(first?.id ?? "");
  useAppStore.setState({ notices: [] });
  keepPhoto.mockResolvedValue("b".repeat(64));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(keepPhoto).toHaveBeenCalledTimes(4);
  expect([...kept.values()]).toMatchObject([
    { id: second?.id, source: { kind: "stored", hash: "b".repeat(64) } },
  ]);
});

it("counts the images that are in the page alone, until they are stored, removed or given up", async () => {
  const unstored = () => useAppStore.getState().unstoredImages;
  const stored: ((hash: string) => void)[] = [];
  keepPhoto.mockImplementation(() => new Promise((resolve) => stored.push(resolve)));
  judge(["1", "2", "3"].map((name) => ({ name, image: new Blob([name]) })));
  judge([{ name: "of a project", image: sample("4") }]);
  expect(unstored()).toBe(3);
  await eventually(() => expect(stored).toHaveLength(1));
  stored[0]?.("a".repeat(64));
  await eventually(() => expect(unstored()).toBe(2));
  removeEntry(useJudgements.getState().entries[2]?.id ?? "");
  useAppStore.setState({ notices: [] });
  expect(unstored()).toBe(1);
  keepPhoto.mockRejectedValue(Object.assign(new Error("No"), { name: "UnreadableImage" }));
  stored[1]?.("b".repeat(64));
  await eventually(() => expect(unstored()).toBe(0));
});

it("asks once for a file that cannot be read", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  keepPhoto.mockReset();
  keepPhoto.mockRejectedValue(Object.assign(new Error("No"), { name: "UnreadableImage" }));
  judge([{ name: "1", image: new Blob(["1"]) }]);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(keepPhoto).toHaveBeenCalledTimes(1);
});

it("judges many as long work; called off it keeps what it has, and goes on with the rest when it is asked to", async () => {
  const answers: (() => void)[] = [];
  classify.mockImplementation(
    (_, images: readonly unknown[]) =>
      new Promise((resolve) => answers.push(() => resolve(images.map(verdict)))),
  );
  const answer = async (call: number) => {
    await eventually(() => expect(answers.length).toBeGreaterThan(call));
    answers[call]?.();
  };
  judge(["a", "b", "c", "d", "e", "f"].map((name) => ({ name, image: sample(name) })));
  await answer(0);
  await eventually(() => expect(answers).toHaveLength(3)); // of one, one and two
  const works = () => useAppStore.getState().works;
  expect(works()).toMatchObject([
    { title: { kind: "judging", name: "Model own" }, done: 1, total: 6 },
  ]);
  cancelWork(works()[0]?.id ?? "");
  await answer(1);
  await answer(2); // under way
  await eventually(() => expect(works()).toEqual([]));
  expect(outcomes()).toEqual(["done", "done", "done", "done", "failed", "failed"]);
  expect(classify).toHaveBeenCalledTimes(3);
  await eventually(() =>
    expect([...kept.values()].find(({ name }) => name === "f")?.outcome).toEqual({
      state: "failed",
      reason: "Cancelled",
    }),
  );
  goOnJudging();
  await answer(3);
  await answer(4);
  await eventually(() => expect(new Set(outcomes())).toEqual(new Set(["done"])));
});

it("changes the list seldom though hundreds of files are stored, and keeps each at once", async () => {
  judge(Array.from({ length: 200 }, (_, at) => ({ name: `${at}`, image: new Blob(["x"]) })));
  let changes = 0;
  const unsubscribe = useJudgements.subscribe(() => changes++);
  await eventually(() => expect(kept.size).toBe(200));
  expect(useJudgements.getState().entries.every(({ source }) => source === null)).toBe(true);
  await eventually(() => expect(new Set(outcomes())).toEqual(new Set(["done"])));
  await eventually(() =>
    expect(useJudgements.getState().entries.every(({ source }) => source !== null)).toBe(true),
  );
  unsubscribe();
  expect(changes).toBeLessThan(60);
});
