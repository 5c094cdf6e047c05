/** What a run whose newest weights are lost has left, and is offered. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../data/testing/documentsOf.ts";
import { activateLocale } from "../../messages/text.ts";
import { lostWeights, type RunRecord } from "../../protocol/run.ts";
import { runOf } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { mount } from "../../ui/testing/mount.tsx";
import { StatusBar } from "./StatusBar.tsx";

let unmount: () => void;
beforeEach(async () => {
  unmount = await mount(<StatusBar />);
});
afterEach(() => unmount());

const words = {
  en: ["Go back to its best state (step 8)", "Train again with its settings"],
  zh: ["回到最佳状态（第 8 步）", "用这次的设置重新训练"],
} as const;

function show(changes: Partial<RunRecord>): void {
  const run = runOf({ ...storedRun("r", []), ...lostWeights, ...changes });
  useAppStore.setState({ runs: [run], activeProjectId: run.projectId, modelId: run.modelId });
}

it.each(["en", "zh"] as const)("is offered its best state, in %s", async (locale) => {
  await activateLocale(locale);
  show({ best: { step: 8, kid: 0.1 } });
  const [back, again] = words[locale];
  await expect.element(page.getByRole("button", { name: back })).toBeVisible();
  await expect.element(page.getByRole("button", { name: again })).toBeVisible();
  show({});
  await expect.element(page.getByRole("button", { name: again })).toBeVisible();
  expect(page.getByRole("button", { name: back }).query()).toBeNull();
});
