/** Who may import what. The table is the architecture; `npm run test:imports` holds the code to it. */
import { dirname, join, normalize } from "node:path";
import { parseSync } from "vite";

/** Folders of `src` that a folder's files may import besides their own; workers are started by address. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  protocol: ["lib"],
  messages: ["lib", "protocol"],
  data: ["protocol", "lib"],
  graph: ["lib"],
  gpu: ["graph", "lib"],
  wasm: ["graph", "lib"],
  engine: ["engine", "gpu", "wasm", "graph", "data", "protocol", "lib"],
  state: ["protocol", "messages", "lib"],
  client: ["state", "protocol", "messages", "lib"],
  ui: ["protocol", "messages", "lib"],
  panels: ["ui", "client", "state", "protocol", "messages", "lib"],
  app: ["panels", "ui", "client", "state", "protocol", "messages", "lib"],
  lab: ["client", "protocol", "lib"],
  // The entry `src/main.tsx` and the programs outside `src`:
  "(main)": ["app", "ui", "client", "state", "messages", "protocol", "lib"],
  "(tools)": ["wasm", "protocol", "messages", "data", "lib", "lab"],
  "(bench)": ["engine", "gpu", "wasm", "graph", "protocol", "messages", "data", "lib", "lab"],
};

/**
 * Rooms of `engine`, from the bottom up, and what each may import of the others and of what lies below
 * them. All of them may import `everyRoom`.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  work: [],
  ops: ["graph"],
  losses: [],
  storage: ["data"],
  recording: ["ops", "graph"],
  pictures: ["data"],
  assemble: ["data"],
  layers: ["ops"],
  optimizers: ["ops"],
  models: ["layers", "losses", "optimizers", "ops"],
  film: ["pictures", "storage", "data"],
  checkpoints: ["models", "ops", "data"],
  dataset: ["models", "pictures", "ops", "graph", "data"],
  explain: ["models", "ops"],
  latent: ["models", "ops"],
  metrics: ["dataset", "models", "pictures", "ops"],
  steps: ["checkpoints", "dataset", "models", "recording", "ops", "gpu", "wasm", "graph"],
  inference: [
    ...["steps", "recording", "checkpoints", "dataset", "explain", "latent", "models", "losses"],
    ...["pictures", "ops", "gpu", "wasm", "graph", "data"],
  ],
  compute: ["inference", "steps", "ops", "gpu", "wasm", "data"],
  quality: ["inference", "dataset", "models", "pictures", "ops"],
  judging: [
    ...["inference", "quality", "metrics", "dataset", "models", "losses", "pictures", "ops"],
    "data",
  ],
  tasks: [
    ...["inference", "judging", "quality", "metrics", "steps", "dataset", "latent", "models"],
    ...["losses", "pictures", "work", "ops", "data"],
  ],
  training: [
    ...["tasks", "quality", "metrics", "inference", "compute", "steps", "checkpoints"],
    ...["dataset", "film", "storage", "models", "pictures", "work", "ops", "data"],
  ],
  runs: [
    ...[
      "tasks",
      "training",
      "inference",
      "compute",
      "steps",
      "checkpoints",
      "dataset",
      "film",
      "storage",
    ],
    ...["models", "work", "data"],
  ],
  commands: [
    ...["runs", "training", "tasks", "inference", "compute", "steps", "checkpoints"],
    ...["dataset", "assemble", "pictures", "storage", "work", "data"],
  ],
  testing: ["engine", "gpu", "wasm", "graph", "data"],
};
const everyRoom: readonly string[] = ["errors", "protocol", "lib"];

/** Folders outside `src` with rules of their own; what lies elsewhere outside is a tool. */
const outside: Readonly<Record<string, string>> = { bench: "(bench)", soak: "(bench)" };

/** Packages that only some folders may use. */
const restricted: readonly { readonly name: RegExp; readonly folders: readonly string[] }[] = [
  { name: /^@tensorflow\//, folders: ["engine", "gpu", "wasm", "(bench)"] },
  { name: /^(@jax-js\/|onnxruntime-web|pbf$)/, folders: ["(bench)"] },
  {
    name: /^(react|react-dom|react-aria-components)(\/|$)/,
    folders: ["ui", "panels", "app", "(main)"],
  },
  { name: /^@lingui\/react$/, folders: ["messages", "ui", "panels", "app", "(main)"] },
  { name: /^(zustand|zundo)(\/|$)/, folders: ["state", "panels", "app"] },
  { name: /^comlink$/, folders: ["client", "engine", "data"] },
];

const workerAddress = /\?worker&url$/;

/**
 * @param path from the project's root, "/"-separated, e.g. "src/ui/forms/Slider.tsx"
 * @param code its text
 * @returns one line a forbidden import, empty where all is well
 */
export function violationsOf(path: string, code: string): string[] {
  const from = folderOf(path);
  return importsOf(path, code).flatMap((specifier) => {
    const reason = specifier.startsWith(".")
      ? whyNotOurs(path, from, specifier)
      : whyNotPackage(path, from, specifier);
    return reason ? [`${path} imports ${specifier}: ${reason}`] : [];
  });
}

function whyNotOurs(path: string, from: string, specifier: string): string | undefined {
  if (workerAddress.test(specifier)) {
    return from === "client" || floorOf(from) === "engine"
      ? undefined
      : "only client starts workers";
  }
  const target = normalize(join(dirname(path), specifier));
  const to = folderOf(target);
  if (isOutside(to)) return isOutside(from) ? undefined : "the app does not use its tools";
  if (from === "panels" && to === "panels") {
    return panelOf(path) === panelOf(target) ? undefined : "panels do not import each other";
  }
  if (isTest(path)) return undefined; // a parity test needs both sides
  const may = allowedTo(from);
  if (to === from || may.includes(to) || may.includes(floorOf(to))) return undefined;
  return `${from} may import ${may.join(", ") || "nothing of ours"}`;
}

/** Folders as `folderOf` names them; "engine" stands for all of its rooms. */
function allowedTo(from: string): readonly string[] {
  const room = roomOf(from);
  if (room === undefined) return allowed[from] ?? [];
  return [...(rooms[room] ?? []), ...everyRoom].map((name) =>
    name in rooms ? `engine/${name}` : name,
  );
}

function whyNotPackage(path: string, from: string, specifier: string): string | undefined {
  const rule = restricted.find(({ name }) => name.test(specifier));
  if (!rule || rule.folders.includes(floorOf(from))) return undefined;
  if (from === "graph" && isTest(path)) return undefined; // held against tfjs, written without it
  return `only ${rule.folders.join(", ")} may use that package`;
}

/**
 * "ui" for `src/ui/forms/Slider.tsx`, "engine/ops" for a room of the engine, "(main)" for files right in `src`,
 * "(bench)" or "(tools)" outside of it.
 */
function folderOf(path: string): string {
  const [root = "", folder, ...rest] = path.split("/");
  if (root !== "src") return outside[root] ?? "(tools)";
  if (rest.length === 0 || !folder) return "(main)";
  if (path === "src/engine/errors.ts") return "engine/errors";
  return folder === "engine" && rest.length > 1 ? `engine/${rest[0]}` : folder;
}

const floorOf = (folder: string): string => folder.split("/")[0] as string; // splits into one at least
const roomOf = (folder: string): string | undefined => folder.split("/")[1];

const isOutside = (folder: string): boolean => folder === "(tools)" || folder === "(bench)";

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

const panelOf = (path: string): string | undefined => path.split("/")[2];

/** Everything a module imports or re-exports, types included. */
function importsOf(path: string, code: string): string[] {
  const { module, errors } = parseSync(path, code);
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  );
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    code.slice(start + 1, end - 1),
  );
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...reExports,
    ...dynamic,
  ];
}
