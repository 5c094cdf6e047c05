/** The holder of a project is asked to let go of it, and not waited for for ever. */
import { beforeEach, expect, it, vi } from "vitest";
import { fakeLocks } from "../../lib/testing/fakeLocks.ts";
import { projectLock } from "../../protocol/lockNames.ts";
import { useAppStore } from "../../state/store.ts";
import type { TabMessage } from "./channel.ts";
import { askToLetGo, handOverMs } from "./handOver.ts";
import { myProjects } from "./myProjects.ts";
import { startTabs, takeOver } from "./tabs.ts";

const tabs = vi.hoisted(() => {
  vi.stubGlobal("addEventListener", () => undefined);
  return {
    listeners: new Set<(message: TabMessage, from: string) => void>(),
    told: [] as TabMessage[],
  };
});
vi.mock("./channel.ts", () => ({
  tabId: "mine",
  tellTabs: (message: TabMessage) => void tabs.told.push(message),
  listenToTabs(listener: (message: TabMessage, from: string) => void) {
    tabs.listeners.add(listener);
    return () => tabs.listeners.delete(listener);
  },
}));
vi.mock("../workers.ts", () => ({
  askEngine: async (ask: (engine: unknown) => unknown) =>
    ask({ findProject: async () => ({ kind: "none" }) }),
}));

const lock = projectLock("p");
const hear = (message: TabMessage) => {
  for (const listener of tabs.listeners) listener(message, "theirs");
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  tabs.listeners.clear();
  tabs.told.length = 0;
});

it("hears the answer that is meant for it, and no other", async () => {
  const answer = askToLetGo(lock);
  expect(tabs.told).toEqual([{ type: "wanted", lock }]);
  hear({ type: "yours", lock, to: "another" });
  hear({ type: "yours", lock: projectLock("q"), to: "mine" });
  hear({ type: "locks" });
  expect(tabs.listeners.size).toBe(1);
  hear({ type: "yours", lock, to: "mine" });
  expect(await answer).toBe(true);
  expect([tabs.listeners.size, vi.getTimerCount()]).toEqual([0, 0]);
});

it("takes a project after three seconds from a tab that does not answer", async () => {
  const locks = fakeLocks();
  const theirs = await locks.take(lock);
  const lost = vi.fn();
  void theirs?.stolen.then(lost);
  useAppStore.setState({ isLoaded: true, activeProjectId: "p" });
  await startTabs(locks);
  const taken = takeOver("p");
  await vi.advanceTimersByTimeAsync(handOverMs - 1);
  expect([myProjects().holds("p"), useAppStore.getState().takingOver]).toEqual([false, "p"]);
  expect(lost).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await taken;
  expect(lost).toHaveBeenCalled();
  expect([myProjects().holds("p"), useAppStore.getState().takingOver]).toEqual([true, null]);
});
