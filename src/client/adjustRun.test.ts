import { beforeEach, expect, it, vi } from "vitest";
import type { Hparams } from "../protocol/spec.ts";
import { useAppStore } from "../state/store.ts";
import { adjustRun } from "./adjustRun.ts";
import { keepForNext, takeAdvice } from "./advice.ts";

/** What the engine was asked for, and how it answers the next request. */
const asked: Hparams[] = [];
let answer: () => Promise<void>;

vi.mock("./workers.ts", () => ({
  askEngine: (
    call: (engine: { adjust: (runId: string, changes: Hparams) => unknown }) => unknown,
  ) =>
    call({
      adjust: (_, changes) => {
        asked.push(changes);
        return answer();
      },
    }),
}));

beforeEach(() => {
  asked.length = 0;
  answer = async () => {};
  useAppStore.setState({ notices: [] });
});

const noticesNow = () => useAppStore.getState().notices.map(({ message }) => message);

it("changes that come while one is under way go together, the newest of each setting", async () => {
  const all = [
    adjustRun("a", { flip: 0.1 }),
    adjustRun("a", { flip: 0.2 }),
    adjustRun("a", { flip: 0.3, turn: 1 }),
  ];
  expect(await Promise.all(all)).toEqual([true, true, true]);
  expect(asked).toEqual([{ flip: 0.1 }, { flip: 0.3, turn: 1 }]);
});

it("a change that is refused is told, and the next one goes on", async () => {
  answer = async () => {
    throw Object.assign(new Error(), { name: "BadSetting" });
  };
  expect(await adjustRun("a", { flip: 2 })).toBe(false);
  expect(noticesNow()).toEqual(["error.BadSetting"]);
  answer = async () => {};
  expect(await adjustRun("a", { flip: 1 })).toBe(true);
});

const words = { name: "Learning rate", value: "0.005" };
const change = { key: "learningRate", to: 0.005, words };
const run = { runId: "a", modelId: "gan", hparams: { learningRate: 0.04, flip: 1 }, halvings: 2 };

it("advice that was taken can be taken back, to the rate that was in force", async () => {
  await takeAdvice(run, change);
  expect(asked).toEqual([{ learningRate: 0.005 }]);
  expect(useAppStore.getState().notices).toMatchObject([
    {
      message: "notice.adjusted",
      values: words,
      changeBack: { runId: "a", changes: { learningRate: 0.01 } },
    },
  ]);
});

it("advice on a run that has ended goes into the recipe of the next", () => {
  keepForNext(run, change);
  expect(asked).toEqual([]);
  expect(useAppStore.getState().drafts.gan).toEqual({ learningRate: 0.005, flip: 1 });
  expect(noticesNow()).toEqual(["notice.recipeChanged"]);
});
