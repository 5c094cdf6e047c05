import type { Remote } from "comlink";
import { beforeEach, expect, it, vi } from "vitest";
import type { EngineApi } from "../protocol/engine.ts";
import type { ImportedPhoto, ImportItem } from "../protocol/importing.ts";
import { newProject } from "../state/project.ts";
import { useAppStore } from "../state/store.ts";
import { closeImportReport, importFiles } from "./imports.ts";
import { askEngine } from "./workers.ts";

vi.mock("./workers.ts", () => ({ askEngine: vi.fn() }));

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
    (state) => state.importing,
    (importing) => importing ?? take(), // as the first ends
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
