/** What a run whose newest weights are lost has left, and is offered. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../../data/testing/documentsOf.ts";
import { lostWeights, type RunRecord } from "../../../protocol/run.ts";
import { runOf } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { inBothLanguages, mount } from "../../../ui/testing/mount.tsx";
import { StatusBar } from "./StatusBar.tsx";

let unmount: () => void;
beforeEach(async () => {
  unmount = await mount(<StatusBar />);
});
afterEach(() => unmount());

const words = {
  en: { back: "Go back to its best state (step 8)", again: "Train again with its settings" },
  zh: { back: "回到最佳状态（第 8 步）", again: "用这次的设置重新训练" },
};

function show(changes: Partial<RunRecord>): void {
  const run = runOf({ ...storedRun("r", []), ...lostWeights, ...changes });
  useAppStore.setState({ runs: [run], activeProjectId: run.projectId, modelId: run.modelId });
}

it("is offered its best state where that is there", () =>
  inBothLanguages(words, async ({ back, again }) => {
    show({ best: { step: 8, kid: 0.1 } });
    await expect.element(page.getByRole("button", { name: back })).toBeVisible();
    await expect.element(page.getByRole("button", { name: again })).toBeVisible();
    show({});
    await expect.poll(() => page.getByRole("button", { name: back }).query()).toBeNull();
    await expect.element(page.getByRole("button", { name: again })).toBeVisible();
  }));
