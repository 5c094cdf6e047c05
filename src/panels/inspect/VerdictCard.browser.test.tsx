/** What is read beside a verdict whose model was deleted since. */
import { afterEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../data/testing/documentsOf.ts";
import { runOf } from "../../state/runs.ts";
import { useAppStore } from "../../state/store.ts";
import { inBothLanguages, mount } from "../../ui/testing/mount.tsx";
import type { Entry } from "./entries.ts";
import { VerdictCard } from "./VerdictCard.tsx";

let unmount = () => {};
afterEach(() => unmount());

const entry: Entry = {
  id: "e",
  name: "stone.png",
  trueClass: null,
  source: { kind: "sample", path: "stone.png" },
  outcome: {
    state: "done",
    judgement: {
      ranking: [{ name: "Stone", probability: 1 }],
      patches: 4,
      tookMs: 5,
      runId: "r",
      model: "First",
      heat: null,
    },
  },
};

const words = {
  en: "That model is no longer here, so no heat map can be made.",
  zh: "该模型已不在这里，无法再生成热力图。",
};

it("says that no heat map can be made any more, and not while models may be to come", async () => {
  useAppStore.setState({ runs: [runOf(storedRun("r", []))], isShippedLoaded: true });
  unmount = await mount(<VerdictCard entry={entry} />);
  await expect.element(page.getByTestId("verdict")).toHaveTextContent("Stone");
  expect(page.getByText(words.en).query()).toBeNull();
  useAppStore.setState({ runs: [] });
  await inBothLanguages(words, async (told) => {
    await expect.element(page.getByText(told)).toBeVisible();
  });
  useAppStore.setState({ isShippedLoaded: false });
  await expect.poll(() => page.getByText(words.zh).query()).toBeNull();
});
