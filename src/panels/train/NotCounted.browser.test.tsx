/** Every figure that was measured on photos says how many of them could not be read. */
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../data/testing/documentsOf.ts";
import { runOf } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { inBothLanguages, mount } from "../../ui/testing/mount.tsx";
import { HeldOutCard } from "./heldOut/HeldOutCard.tsx";
import { MemoryCard } from "./quality/MemoryCard.tsx";
import { QualityCard } from "./quality/QualityCard.tsx";

const record = storedRun("r", ["a".repeat(64), "b".repeat(64), "c".repeat(64)]);
const photos = record.data.list?.classes[0]?.photos.map(({ id }) => id) ?? [];
const run = runOf({
  ...record,
  data: { ...record.data, heldOutCount: photos.length },
  leftOut: photos.slice(0, 2),
  history: [{ step: 10, seconds: 1, values: { "val.kid": 0.2 } }],
  yardsticks: { kidFloor: 0.1, kidCeiling: 1, heldOutPatches: 4, trainingPatches: 0 },
  verdicts: { step: 10, patches: [[4]], photos: [[1]] },
});

let unmount = () => {};
beforeEach(() =>
  useAppStore.setState({ runs: [run], activeProjectId: run.projectId, modelId: run.modelId }),
);
afterEach(() => unmount());

const words = {
  en: "2 photos could not be read and are not counted.",
  zh: "2 张照片无法读取，未计入。",
};

it.each<[string, ReactNode]>([
  ["verdicts on held-out photos", <HeldOutCard key="h" />],
  ["quality", <QualityCard key="q" runId="r" spec={{ tasks: [] }} />],
  ["near copies", <MemoryCard key="m" runId="r" />],
])("%s", async (_, card) => {
  unmount = await mount(card);
  await inBothLanguages(words, async (told) => {
    await expect.element(page.getByText(told)).toBeVisible();
  });
  useAppStore.setState({
    runs: [{ ...run, leftOut: [], verdicts: { step: 10, patches: [[9]], photos: [[3]] } }],
  });
  await expect.poll(() => page.getByText(words.zh).query()).toBeNull();
});
