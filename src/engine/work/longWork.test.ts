import { expect, it } from "vitest";
import type { EngineEvent } from "../../protocol/events.ts";
import { Heart } from "./heart.ts";
import { announce } from "./longWork.ts";

const aRun = { type: "runState", runId: "a" } as const;
const firstStep: EngineEvent = {
  type: "progress",
  runId: "a",
  step: 1,
  seconds: 1,
  stepMs: 1,
  points: [],
};

it("a run may block from its preparation to its first step, or until it rests", () => {
  const heart = new Heart({ postMessage: () => undefined, now: () => 0 });
  const usual = heart.allowanceMs;
  for (const end of [firstStep, { ...aRun, state: "paused" }, { ...aRun, state: "failed" }]) {
    announce(heart, { ...aRun, state: "preparing" });
    announce(heart, { ...aRun, state: "training" });
    expect(heart.allowanceMs).toBeGreaterThan(2 * usual);
    announce(heart, end as EngineEvent);
    expect(heart.allowanceMs).toBe(usual);
  }
});

it("a backend may block while it is tested", () => {
  const heart = new Heart({ postMessage: () => undefined, now: () => 0 });
  const usual = heart.allowanceMs;
  const told = (selfTest: "running" | "passed" | "failed"): EngineEvent => ({
    type: "backend",
    backend: { backend: "wasm", choice: "auto", adapter: "", threads: 1, selfTest, rejected: [] },
  });
  announce(heart, told("running"));
  expect(heart.allowanceMs).toBeGreaterThan(2 * usual);
  announce(heart, told("failed"));
  expect(heart.allowanceMs).toBe(usual);
});
