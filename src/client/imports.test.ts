import type { Remote } from "comlink";
import { beforeEach, expect, it, vi } from "vitest";
import { eventually } from "../lib/testing/eventually.ts";
import type { EngineApi } from "../protocol/engine.ts";
import type { ImportedPhoto, ImportItem } from "../protocol/importing.ts";
import { newProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { closeImportReport, endImportForOther, importFiles } from "./imports.ts";
import { cancelWork } from "./work.ts";
import { askEngine, askThisEngine } from "./workers.ts";

vi.mock("./workers.ts", () => ({ askEngine: vi.fn(), askThisEngine: vi.fn() }));

const items = (count: number): ImportItem[] =>
  Array.from({ length: count }, (_, n) => ({ file: new File([], `${n}.png`), folder: "" }));

const photoOf = ({ file: { name } }: ImportItem): ImportedPhoto => ({
  photo: { id: name, name, source: { kind: "stored", hash: name }, width: 1, height: 1 },
  folder: "",
});

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
      const isText = ({ file: { name } }: ImportItem) => name.endsWith(".txt");
      const skipped = some
        .filter(isText)
        .map(({ file: { name } }) => ({ name, reason: "notAnImage" }) as const);
      const imported = some.filter((item) => !isText(item)).map(photoOf);
      return { imported, skipped, renamed: [], cancelled: false };
    },
    finishImport: async () => undefined,
  };
  vi.mocked(askEngine).mockImplementation((call) => call(engine as unknown as Remote<EngineApi>));
  const project = newProject("Trial");
  useAppStore.setState({ projects: [project], activeProjectId: project.id });
  useAppStore.setState({ importReports: {}, notices: [] });
});

it.each([
  [0, ["import 0"]],
  [1, ["import 1"]],
  [100, ["import 100"]],
  [101, ["hand over 100", "import 1"]],
  [300, ["hand over 100", "hand over 100", "import 100"]],
])("hands %i files over a few at a time, each once and in order", async (count, expected) => {
  const given = items(count);
  await importFiles(given, { projectId: null, looseName: "Unsorted", projectName: "New" });
  expect(calls).toEqual(expected);
  expect(arrived).toEqual(given);
});

const fileOf = (name: string): ImportItem[] => [{ file: new File([], name), folder: "" }];
const placeIn = (projectId: string | null) => ({
  projectId,
  looseName: "Unsorted",
  projectName: "New",
});
const photosOf = (projectId: string) =>
  useAppStore
    .getState()
    .projects.find(({ id }) => id === projectId)
    ?.classes.flatMap(({ photos }) => photos.map(({ name }) => name));
const skippedOf = (projectId: string) =>
  useAppStore.getState().importReports[projectId]?.skipped.map(({ name }) => name);

it("adds files to the project that they were given to, whichever is open when they are read", async () => {
  const [first, second] = [newProject("First"), newProject("Second")];
  useAppStore.setState({ projects: [first, second], activeProjectId: first.id });
  const imports = [
    importFiles(fileOf("a.png"), placeIn(first.id)),
    importFiles(fileOf("b.png"), placeIn(first.id)),
  ];
  useAppStore.setState({ activeProjectId: second.id });
  await Promise.all(imports);
  expect(photosOf(first.id)).toEqual(["a.png", "b.png"]);
  expect(photosOf(second.id)).toEqual([]);
  expect(useAppStore.getState().notices.at(-1)).toMatchObject({
    message: "notice.importedElsewhere",
    values: { count: 1, name: "First" },
  });
});

it("adds all to one new project where none was open", async () => {
  useAppStore.setState({ projects: [], activeProjectId: null });
  await Promise.all([
    importFiles(fileOf("a.png"), placeIn(null)),
    importFiles(fileOf("b.png"), placeIn(null)),
  ]);
  const { projects } = useAppStore.getState();
  expect(projects.map(({ id }) => photosOf(id))).toEqual([["a.png", "b.png"]]);
});

it("joins the report of an import that waited to that of the one before, each in its own project", async () => {
  const [first, second] = [newProject("First"), newProject("Second")];
  useAppStore.setState({ projects: [first, second], activeProjectId: first.id });
  await Promise.all([
    importFiles(fileOf("a.txt"), placeIn(first.id)),
    importFiles(fileOf("b.txt"), placeIn(first.id)),
    importFiles(fileOf("c.txt"), placeIn(second.id)),
  ]);
  expect(skippedOf(first.id)).toEqual(["a.txt", "b.txt"]);
  expect(skippedOf(second.id)).toEqual(["c.txt"]);
  await importFiles(fileOf("d.txt"), placeIn(first.id));
  expect(skippedOf(first.id)).toEqual(["d.txt"]);
  closeImportReport(first.id);
  expect(skippedOf(first.id)).toBeUndefined();
  expect(skippedOf(second.id)).toEqual(["c.txt"]);
});

it("says where photos are whose project was deleted while they were read", async () => {
  const gone = newProject("Gone");
  await importFiles(fileOf("a.png"), placeIn(gone.id));
  const [notice] = useAppStore.getState().notices;
  expect(notice).toMatchObject({
    message: "notice.importWithoutProject",
    values: { count: 1 },
  });
});

it("says how many files that waited were not added, where another tab took the project meanwhile", async () => {
  const [taken] = useAppStore.getState().projects;
  const place = placeIn(taken?.id ?? "");
  const take = () => useAppStore.setState({ readOnly: { [place.projectId ?? ""]: "otherTab" } });
  const unsubscribe = useAppStore.subscribe(
    (state) => state.works.length,
    (count, before) => count < before && take(), // as the first ends
  );
  await Promise.all([
    importFiles(fileOf("a.png"), place),
    importFiles([...fileOf("b.png"), ...fileOf("c.png")], place),
  ]);
  unsubscribe();
  expect(photosOf(taken?.id ?? "")).toEqual(["a.png"]);
  expect(useAppStore.getState().notices.at(-1)).toMatchObject({
    message: "notice.importNotBegun",
    values: { count: 2 },
  });
  useAppStore.setState({ readOnly: {} });
});

/** An engine that reads files one by one as it is told to, until it is called off. */
function slowEngine() {
  const log = { handedOver: 0, read: 0, finished: 0 };
  let isBegun = false;
  let isCalledOff = false;
  let next: (() => void) | null = null;
  const engine = {
    handOver: async (_: string, some: readonly ImportItem[]) => {
      log.handedOver += some.length;
      await new Promise((resolve) => setTimeout(resolve));
    },
    importFiles: async (_: string, some: readonly ImportItem[]) => {
      const imported: ImportedPhoto[] = [];
      isBegun = true;
      for (const item of some) {
        await new Promise<void>((resolve) => {
          next = resolve;
        });
        if (isCalledOff) break;
        imported.push(photoOf(item));
        log.read++;
      }
      return { imported, skipped: [], renamed: [], cancelled: imported.length < some.length };
    },
    cancelWork: async () => {
      isCalledOff = true;
      next?.();
      return isBegun;
    },
    finishImport: async () => {
      log.finished++;
    },
  };
  vi.mocked(askEngine).mockImplementation((call) => call(engine as unknown as Remote<EngineApi>));
  vi.mocked(askThisEngine).mockImplementation((call) =>
    call(engine as unknown as Remote<EngineApi>),
  );
  const readOne = async () => {
    await eventually(() => expect(next).not.toBeNull());
    const before = log.read;
    next?.();
    next = null;
    await eventually(() => expect(log.read).toBe(before + 1));
  };
  return { log, readOne };
}

const reportOf = (projectId: string) => useAppStore.getState().importReports[projectId];
const own = () => useAppStore.getState().activeProjectId as string; // one is open

it("names its project while it goes on, and keeps what it had read when it is called off", async () => {
  const { log, readOne } = slowEngine();
  const importing = importFiles(items(5), placeIn(own()));
  await readOne();
  await readOne();
  const [work] = useAppStore.getState().works;
  expect(work?.title).toEqual({ kind: "import", name: "Trial" });
  cancelWork(work?.id ?? "");
  expect(useAppStore.getState().works[0]?.isEnding).toBe(true);
  await importing;
  expect(photosOf(own())).toEqual(["0.png", "1.png"]);
  expect(reportOf(own())).toMatchObject({ cancelled: true, takenOver: false, added: 2 });
  expect(log.read).toBe(2);
});

it("says that another tab took the project over, where nobody called it off", async () => {
  const { readOne } = slowEngine();
  const importing = importFiles(items(5), placeIn(own()));
  await readOne();
  expect(endImportForOther()).toBe(useAppStore.getState().works[0]?.id);
  await importing;
  expect(reportOf(own())).toMatchObject({ cancelled: false, takenOver: true, added: 1 });
  expect(endImportForOther()).toBeNull();
});

it("hands over no more, and leaves nothing with the engine, where it is called off before it begins", async () => {
  const { log } = slowEngine();
  const importing = importFiles(items(1000), placeIn(own()));
  await eventually(() => expect(log.handedOver).toBeGreaterThan(0));
  cancelWork(useAppStore.getState().works[0]?.id ?? "");
  await importing;
  for (let task = 0; task < 20; task++) await new Promise((resolve) => setTimeout(resolve));
  expect(log.handedOver).toBeLessThan(900); // the rest would come with the call
  expect(log).toMatchObject({ read: 0, finished: 1 });
  expect(reportOf(own())).toMatchObject({ cancelled: true, added: 0 });
});

it("ends at once where it waits for another one, which goes on", async () => {
  const { readOne } = slowEngine();
  const first = importFiles(items(1), placeIn(own()));
  await eventually(() => expect(useAppStore.getState().works).toHaveLength(1));
  const second = importFiles(items(3), placeIn(own()));
  cancelWork(useAppStore.getState().works[1]?.id ?? "");
  await second;
  expect(reportOf(own())).toMatchObject({ cancelled: true, added: 0 });
  await readOne();
  await first;
  expect(photosOf(own())).toEqual(["0.png"]);
});
