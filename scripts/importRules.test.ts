import { describe, expect, it } from "vitest";
import { violationsOf } from "./importRules.ts";

describe("import rules", () => {
  it.each([
    ["src/panels/train/TrainPanel.tsx", 'import * as tf from "@tensorflow/tfjs";'],
    ["src/panels/train/TrainPanel.tsx", 'import { DataPanel } from "../data/DataPanel.tsx";'],
    ["src/panels/train/TrainPanel.tsx", 'import type { Engine } from "../../engine/engine.ts";'],
    ["src/ui/forms/Slider.tsx", 'import { useAppStore } from "../../state/store.ts";'],
    ["src/state/store.ts", 'import { wrap } from "comlink";'],
    ["src/data/samples.ts", 'import * as tf from "@tensorflow/tfjs";'],
    ["src/lib/rng.ts", 'export type { Photo } from "../protocol/project.ts";'],
    ["src/engine/ops/random.ts", 'import { Engine } from "../engine.ts";'],
    ["src/engine/models/gan.ts", 'import { kid } from "../quality/kid.ts";'],
    ["src/engine/quality/kid.ts", 'import { spawn } from "../../gpu/device.ts";'],
    ["src/engine/engine.ts", 'const store = await import("../state/store.ts");'],
    ["src/engine/engine.ts", 'import { createElement } from "react";'],
    ["src/panels/train/TrainPanel.tsx", 'import url from "../../engine/worker.ts?worker&url";'],
    ["src/app/App.tsx", 'import { ensureChromium } from "../../scripts/chromium.ts";'],
    ["src/engine/engine.ts", 'import { stepCases } from "../../bench/step/cases.ts";'],
    ["src/engine/engine.ts", 'import { jit } from "@jax-js/jax";'],
    ["lab/main.ts", 'import { startWorkers } from "../src/client/workers.ts";'],
  ])("forbid %s: %s", (path, code) => {
    expect(violationsOf(path, code)).toHaveLength(1);
  });

  it.each([
    [
      "src/engine/engine.ts",
      'import * as tf from "@tensorflow/tfjs"; import { wrap } from "comlink";',
    ],
    ["src/engine/engine.ts", 'import { Runs } from "./runs/runs.ts";'],
    [
      "src/engine/training/loop.ts",
      'import { kid } from "../quality/kid.ts"; import { Diverged } from "../errors.ts";',
    ],
    ["src/client/workers.ts", 'import url from "../engine/worker.ts?worker&url";'],
    [
      "src/panels/data/DataPanel.tsx",
      'import { Card } from "./Card.tsx"; import { Slider } from "../../ui/Slider.tsx";',
    ],
    ["src/gpu/kernel.browser.test.ts", 'import { selfTest } from "../engine/compute/selfTest.ts";'],
    ["src/main.tsx", 'import { App } from "./app/App.tsx";'],
    [
      "bench/step/cell/engines/ours.ts",
      'import { recordStep } from "../../../../src/engine/steps/recordStep.ts";',
    ],
    ["lab/main.ts", 'import type { LabApi } from "../src/lab/labApi.ts";'],
  ])("allow %s: %s", (path, code) => {
    expect(violationsOf(path, code)).toEqual([]);
  });
});
