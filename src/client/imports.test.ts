import type { Remote } from "comlink";
import { beforeEach, expect, it, vi } from "vitest";
import type { EngineApi, ImportItem } from "../protocol/engine.ts";
import { newProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { importFiles } from "./imports.ts";
import { askEngine } from "./workers.ts";

vi.mock("./workers.ts", () => ({ askEngine: vi.fn() }));

const items = (count: number): ImportItem[] =>
  Array.from({ length: count }, (_, n) => ({ file: new File([], `${n}.png`), folder: "" }));

/** How many files each call brought. */
let calls: string[];
let arrived: ImportItem[];

beforeEach(() => {
  calls = [];
  arrived = [];
  const engine = {
    handOver: async (_: string, some: readonly ImportItem[]) => {
      calls.push(`hand over ${some.length}`);
      arrived.push(...some);
    },
    importFiles: async (_: string, some: readonly ImportItem[]) => {
      calls.push(`import ${some.length}`);
      arrived.push(...some);
      return { imported: [], skipped: [], renamed: [], cancelled: false };
    },
    finishImport: async () => undefined,
  };
  vi.mocked(askEngine).mockImplementation((call) => call(engine as unknown as Remote<EngineApi>));
  const project = newProject("Trial");
  useAppStore.setState({ projects: [project], activeProjectId: project.id });
});

it.each([
  [0, ["import 0"]],
  [1, ["import 1"]],
  [100, ["import 100"]],
  [101, ["hand over 100", "import 1"]],
  [300, ["hand over 100", "hand over 100", "import 100"]],
])("hands %i files over a few at a time, each once and in order", async (count, expected) => {
  const given = items(count);
  await importFiles(given, { looseName: "Unsorted", projectName: "New" });
  expect(calls).toEqual(expected);
  expect(arrived).toEqual(given);
});
