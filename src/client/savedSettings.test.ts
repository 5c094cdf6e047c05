import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SettingsChange } from "../protocol/workspace.ts";
import { useAppStore } from "../state/store.ts";
import { changesOf, startSavingSettings } from "./savedSettings.ts";

const saveSettings = vi.hoisted(() => vi.fn<(change: SettingsChange) => Promise<void>>());
vi.mock("./workers.ts", () => ({
  askEngine: (ask: (engine: unknown) => unknown) => Promise.resolve(ask({ saveSettings })),
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const drafts = { vae: { steps: 5 }, gan: { steps: 6 } };
const settings = {
  activeProjectId: "p",
  activeRunIds: { train: "r1", generate: "r1" },
  modelId: "vae",
  drafts,
  domains: {},
};

it("states only what was chosen anew, entry by entry", () => {
  expect(changesOf(settings, settings)).toEqual({});
  const gan = { steps: 7 };
  const now = {
    ...settings,
    activeRunIds: { ...settings.activeRunIds, train: "r2" },
    drafts: { ...drafts, gan },
  };
  expect(changesOf(settings, now)).toEqual({ activeRunIds: { train: "r2" }, drafts: { gan } });
  expect(changesOf(settings, { ...settings, activeProjectId: null })).toEqual({
    activeProjectId: null,
  });
});

it("states everything where nothing is stored yet", () => {
  const { domains: _, ...filled } = settings;
  expect(changesOf({}, settings)).toEqual(filled);
});

it("tries again to keep a choice that found no room, without a notice: the engine tells of it on every desk", async () => {
  const full = Object.assign(new Error("No"), { name: "StorageFull" });
  saveSettings.mockRejectedValueOnce(full).mockRejectedValueOnce(full).mockResolvedValue();
  useAppStore.setState({ ...settings, notices: [] });
  startSavingSettings(settings);
  useAppStore.setState({ modelId: "gan" });
  await vi.advanceTimersByTimeAsync(5000);
  expect(useAppStore.getState().notices).toEqual([]);
  useAppStore.setState({ activeProjectId: "q" });
  await vi.advanceTimersByTimeAsync(60_000);
  const changes = saveSettings.mock.calls.map(([change]) => change);
  expect(changes).toEqual([
    { modelId: "gan" },
    { modelId: "gan" },
    { modelId: "gan", activeProjectId: "q" },
  ]);
});
