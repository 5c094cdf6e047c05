/** What was changed of a run while it trained: the last change is in sight, however many there were. */
import { expect, it } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../../data/testing/documentsOf.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { runOf } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { inBothLanguages, mount } from "../../../ui/testing/mount.tsx";
import { LiveSettings } from "./LiveSettings.tsx";

const words = { en: "Step 40", zh: "第 40 步" };

it("begins with the newest change", async () => {
  const adjustments = Array.from({ length: 40 }, (_, at) => ({
    step: at + 1,
    before: { learningRate: 0.001 },
    changes: { learningRate: 0.002 },
  }));
  const run = runOf({ ...storedRun("r", []), state: "finished", adjustments });
  useAppStore.setState({ runs: [run], activeProjectId: run.projectId, modelId: run.modelId });
  const unmount = await mount(<LiveSettings spec={{} as ModelSpec} />);
  await inBothLanguages(words, async (newest) => {
    await expect.element(page.getByRole("listitem").first()).toHaveTextContent(newest);
  });
  unmount();
});
