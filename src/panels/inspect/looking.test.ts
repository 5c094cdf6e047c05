/** Which images get a heat map, and when. */
import { beforeEach, expect, it, vi } from "vitest";
import { eventually } from "../../lib/testing/eventually.ts";
import type { PixelMap } from "../../protocol/answers.ts";
import type { PhotoToJudge } from "../../protocol/inference.ts";
import type { PhotoSource } from "../../protocol/project.ts";
import { useAppStore } from "../../state/store.ts";
import { clearEntries, judge, selectEntry } from "./judgements.ts";
import { judgeAgain } from "./judging.ts";
import { useJudgements } from "./list.ts";
import { lookAt } from "./looking.ts";

const heat = { kind: "heat" } as PixelMap;
const heatMap = vi.hoisted(() => vi.fn());

// The engine's side of it is another file's.
vi.mock("../../client/inference.ts", () => ({
  classify: async (_: string, photos: readonly PhotoToJudge[]) =>
    photos.map(({ withHeat }) => ({
      heat: withHeat ? heat : null,
      photo: null,
      patches: 4,
      probabilities: [0.2, 0.8],
    })),
  heatMap,
}));
vi.mock("./keeping.ts", () => ({ keep: vi.fn(), keepFiles: vi.fn(), forget: vi.fn() }));

const classes = [
  { id: "s", name: "Sand" },
  { id: "b", name: "Bark" },
];

beforeEach(() => {
  heatMap.mockReset().mockResolvedValue(heat);
  clearEntries();
  useAppStore.setState({
    activeProjectId: "mine",
    activeRunIds: {},
    runs: [
      { runId: "own", projectId: "mine", name: "Own", modelId: "classifier", data: { classes } },
    ] as never,
    engine: {
      models: [{ id: "classifier", tasks: [{ id: "classify", desk: "inspect", judges: true }] }],
    } as never,
  });
});

const sample = (path: string): PhotoSource => ({ kind: "sample", path });
const outcomes = () => useJudgements.getState().entries.map(({ outcome }) => outcome.state);
const heats = () =>
  useJudgements
    .getState()
    .entries.map(({ outcome }) => outcome.state === "done" && outcome.judgement.heat !== null);
const idOf = (at: number) => useJudgements.getState().entries[at]?.id ?? "";

it("makes heat maps of what is shown or in view, and of the rest when it comes in view", async () => {
  const second = new Blob(["2"]);
  const files = [new Blob(["1"]), second, new Blob(["3"]), new Blob(["4"])];
  judge(files.map((image, at) => ({ name: `${at}`, image })));
  const leave = lookAt(idOf(2));
  await eventually(() => expect(outcomes()).toEqual(["done", "done", "done", "done"]));
  expect(heats()).toEqual([true, false, true, false]);
  expect(heatMap).not.toHaveBeenCalled(); // they came with their verdicts
  leave();
  const leaveSecond = lookAt(idOf(1));
  await eventually(() => expect(heats()).toEqual([true, true, true, false]));
  expect(heatMap).toHaveBeenCalledOnce();
  expect(heatMap.mock.lastCall?.[1]).toBe(second); // though it is not stored, or not yet
  expect(heatMap.mock.lastCall).toMatchObject(["own", {}, 1]); // of the class that it was found to be
  judgeAgain();
  await eventually(() => expect(heats()).toEqual([true, true, false, false]));
  leaveSecond();
});

it("makes that of the chosen one first, and tries again only when it is chosen again", async () => {
  judge(["1", "2", "3", "4"].map((name) => ({ name, image: sample(name) })));
  await eventually(() => expect(outcomes()).toEqual(["done", "done", "done", "done"]));
  heatMap.mockRejectedValue(new Error("Its photo is gone"));
  const leave = [lookAt(idOf(1)), lookAt(idOf(2))];
  selectEntry(idOf(3));
  await eventually(() => expect(heatMap).toHaveBeenCalledTimes(3));
  expect(heatMap.mock.calls.map(([, { path }]) => path)).toEqual(["2", "4", "3"]);
  await eventually(() => expect(heats()).toEqual([true, false, false, false]));
  lookAt(idOf(0))();
  for (const end of leave) end();
  expect(heatMap).toHaveBeenCalledTimes(3);
  heatMap.mockResolvedValue(heat);
  selectEntry(idOf(3));
  await eventually(() => expect(heats()).toEqual([true, false, false, true]));
});
