/** The list of the Inspect desk, and what of it a later session finds. */
import { beforeEach, expect, it, vi } from "vitest";
import type { PhotoSource } from "../../protocol/project.ts";
import type { KeptResult } from "../../protocol/results.ts";
import { useAppStore } from "../../state/store.ts";
import { addUnreadable, clearEntries, judge, removeEntry, useJudgements } from "./judgements.ts";

const kept = vi.hoisted(() => new Map<string, KeptResult>());
const classify = vi.hoisted(() => vi.fn());
const keepPhoto = vi.hoisted(() => vi.fn());

// The engine's side of it is another file's.
vi.mock("../../client/play.ts", () => ({ classify }));
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

const bitmap = () => ({ close: vi.fn() }) as unknown as ImageBitmap;
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
  classify.mockImplementation(() =>
    Promise.resolve({ photo: bitmap(), heat: bitmap(), patches: 4, probabilities: [0.2, 0.8] }),
  );
  useAppStore.setState({
    activeProjectId: "mine",
    activeRunIds: {},
    runs: [run("other", "theirs"), run("own", "mine")] as never,
    engine: { models: [{ id: "classifier", tasks: ["classify"] }] } as never,
  });
  await vi.waitFor(() => expect(kept.size).toBe(0));
});

it("adds a photo of a project once, and judges it again only where another model did", async () => {
  const both = [
    { name: "a", image: sample("a") },
    { name: "b", image: sample("b") },
  ];
  judge(both);
  judge(both);
  await vi.waitFor(() => expect(outcomes()).toEqual(["done", "done"]));
  expect(classify.mock.calls.map(([runId]) => runId)).toEqual(["own", "own"]);
  judge(both);
  expect(outcomes()).toEqual(["done", "done"]);
  useAppStore.setState({ activeProjectId: "theirs" });
  judge(both);
  await vi.waitFor(() => expect(classify).toHaveBeenCalledTimes(4));
  expect(classify.mock.lastCall?.[0]).toBe("other");
});

it("keeps verdicts, photos that were dropped and reasons, and forgets what is removed", async () => {
  judge([{ name: "dropped.png", image: new Blob(["x"]) }]);
  addUnreadable(["folder"]);
  await vi.waitFor(() => expect([...kept.values()].map(({ name }) => name)).toContain("folder"));
  await vi.waitFor(() =>
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
  await vi.waitFor(() => expect([...kept.values()].map(({ name }) => name)).toEqual(["folder"]));
});

it("lets a later session find the list in its order, whenever each was written", async () => {
  keepPhoto.mockImplementationOnce(
    () => new Promise((resolve) => setTimeout(() => resolve("b".repeat(64)), 20)),
  );
  judge(["1", "2"].map((name) => ({ name, image: new Blob([name]) })));
  addUnreadable(["3", "4"]);
  judge([{ name: "5", image: sample("5") }]);
  await vi.waitFor(() => expect(kept.size).toBe(5));
  const written = [...kept.values()];
  expect(written.map(({ name }) => name)).not.toEqual(["1", "2", "3", "4", "5"]);
  const inPlace = written.sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  expect(inPlace.map(({ name }) => name)).toEqual(["1", "2", "3", "4", "5"]);
});

it("gives results and photos to the next engine where the one that had them kept nothing", async () => {
  useAppStore.setState({ hasMade: false });
  judge([{ name: "dropped", image: new Blob(["x"]) }]);
  await vi.waitFor(() =>
    expect([...kept.values()]).toMatchObject([{ outcome: { state: "done" } }]),
  );
  expect(useAppStore.getState().hasMade).toBe(true); // who leaves a session in memory is asked
  kept.clear();
  keepPhoto.mockClear();
  useAppStore.setState(({ memoryLosses }) => ({ memoryLosses: memoryLosses + 1 }));
  await vi.waitFor(() => expect([...kept.values()]).toMatchObject([{ name: "dropped" }]));
  expect(keepPhoto).toHaveBeenCalledOnce();
});
