import { expect, it } from "vitest";
import { changesOf } from "./savedSettings.ts";

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
