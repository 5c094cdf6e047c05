/** What the doctor says of a run whose curves tell nothing yet. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { storedRun } from "../../../data/testing/documentsOf.ts";
import type { RunState } from "../../../protocol/run.ts";
import type { ModelSpec } from "../../../protocol/spec.ts";
import { runOf } from "../../../state/runs.ts";
import { useAppStore } from "../../../state/store.ts";
import { inBothLanguages, mount } from "../../../ui/testing/mount.tsx";
import { DoctorCard } from "./DoctorCard.tsx";

const spec: ModelSpec = {
  id: "classifier",
  suits: { size: 32, shortSide: 64 },
  tasks: [],
  needs: "labels",
  hparams: {},
  presets: [],
  losses: ["loss"],
  validation: ["accuracy"],
};

let unmount: () => void;
beforeEach(async () => {
  unmount = await mount(<DoctorCard spec={spec} />);
});
afterEach(() => {
  unmount();
  useAppStore.setState({ trainingElsewhere: null });
});

function show(state: RunState, isElsewhere = false): void {
  const { adjustments: _, ...record } = storedRun("r", []);
  const run = runOf({ ...record, state });
  const { runId, name, projectId, modelId } = run;
  const trainingElsewhere = isElsewhere
    ? { tabId: "other", runId, name, state: "training" as const }
    : null;
  useAppStore.setState({ runs: [run], activeProjectId: projectId, modelId, trainingElsewhere });
}

const words = {
  en: { watching: "Watching the first steps", paused: "the run is paused" },
  zh: { watching: "正在观察最初的几步", paused: "训练已暂停" },
};

it("is that it watches while the run trains, here or in another tab, and not while it is paused", () =>
  inBothLanguages(words, async ({ watching, paused }) => {
    show("training");
    await expect.element(page.getByText(watching)).toBeVisible();
    show("paused");
    await expect.element(page.getByText(paused)).toBeVisible();
    expect(page.getByText(watching).query()).toBeNull();
    show("paused", true);
    await expect.element(page.getByText(watching)).toBeVisible();
  }));
