/** What becomes of what the engine tells. */
import { beforeEach, expect, it, vi } from "vitest";
import { storedRun } from "../data/testing/documentsOf.ts";
import { messages as en } from "../messages/en/index.ts";
import { i18n, type MessageId } from "../messages/text.ts";
import { messages as zh } from "../messages/zh/index.ts";
import { type Run, runOf } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { receive } from "./events.ts";
import { notify } from "./notices.ts";

vi.mock("./workers.ts", () => ({ askEngine: () => new Promise(() => undefined) }));

vi.mock("./notices.ts", () => ({ notify: vi.fn() }));

beforeEach(() => useAppStore.setState({ storageLost: null }));

const lost = (what: "documents" | "files"): string | null => {
  receive({ type: "storageLost", what });
  return useAppStore.getState().storageLost;
};

it("says that projects were cleared, whether files are found missing before or after", () => {
  expect(lost("files")).toBe("files");
  expect(lost("documents")).toBe("documents");
  expect(lost("files")).toBe("documents");
  expect(useAppStore.getState().storageClearings).toBe(3); // results of the Inspect desk are saved again each time
});

it("says that a run's newest weights are lost, and nothing where it stands no earlier", () => {
  vi.mocked(notify).mockClear();
  const found = (step: number) => {
    const record = { ...storedRun("a", []), name: "Wood", step, history: [] };
    useAppStore.setState({ runs: [runOf({ ...record, step: 9, state: "failed" })] });
    receive({ type: "foundElsewhere", runId: "a", record });
    return useAppStore.getState().runs[0];
  };
  expect(found(9)).toMatchObject({ step: 9, state: "paused" });
  expect(found(12)).toMatchObject({ step: 12 });
  expect(notify).not.toHaveBeenCalled();
  expect(found(5)).toMatchObject({ step: 5 });
  const notice = vi.mocked(notify).mock.lastCall?.[0];
  for (const [locale, messages, words] of [
    ["en", en, "“Wood” could not be read from the browser’s storage. It stands at step 5 again"],
    ["zh", zh, "“Wood”的最新权重。它回到了之前保存的第 5 步"],
  ] as const) {
    i18n.loadAndActivate({ locale, messages });
    expect(i18n._(notice?.message as MessageId, notice?.values)).toContain(words);
  }
});

it.each([
  { use: "fresh", count: 1, english: "1 photo could not be read", chinese: "1 张照片无法读取" },
  { use: "begun", count: 9, english: "9 photos that “Wood”", chinese: "“Wood”训练时用过的 9 张" },
] as const)("says how many photos a run leaves out ($count)", ({ english, chinese, ...left }) => {
  const run = { runId: "a", name: "Wood" } as Run;
  useAppStore.setState({ runs: [run] });
  receive({ type: "photosLeftOut", runId: "a", leftOut: ["photo"], ...left });
  expect(useAppStore.getState().runs[0]?.leftOut).toEqual(["photo"]);
  const notice = vi.mocked(notify).mock.lastCall?.[0];
  expect(notice).toMatchObject({ tone: "bad" });
  for (const [locale, messages, words] of [
    ["en", en, english],
    ["zh", zh, chinese],
  ] as const) {
    i18n.loadAndActivate({ locale, messages });
    expect(i18n._(notice?.message as MessageId, notice?.values)).toContain(words);
  }
});
