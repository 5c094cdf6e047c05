/** The lab page: the app's own workers behind a small API on `window.lab`, without any user interface. */
import { admitCalls, askEngine, refuseCalls, startWorkers } from "../client/workers.ts";
import { isRecallSeries } from "../lib/verdicts.ts";
import { glanceOf } from "../protocol/dataset.ts";
import type { EngineEvent } from "../protocol/events.ts";
import type { ImportItem } from "../protocol/importing.ts";
import type { Photo } from "../protocol/project.ts";
import type { SeriesPoint, TrainRequest } from "../protocol/run.ts";
import type { FolderInput, ImportedFolder, LabApi, TrainingEnd } from "./labApi.ts";

const listeners = new Set<(event: EngineEvent) => void>();

const tellAll = (event: EngineEvent): void => {
  for (const listener of listeners) listener(event);
};

const report = (done: number, total: number, note: string): void =>
  window.reportProgress?.(done, total, note);

/** Files of an input; the folder of each is its path inside the chosen one, none for a single photo. */
function chosenItems(input: FolderInput): ImportItem[] {
  const { files } = document.querySelector<HTMLInputElement>(`#${input}`) as HTMLInputElement; // it is in index.html
  return [...(files ?? [])]
    .map((file) => {
      const [, ...inside] = file.webkitRelativePath.split("/");
      return { file, folder: inside.slice(0, -1).join("/") };
    })
    .sort((a, b) => (`${a.folder}/${a.file.name}` < `${b.folder}/${b.file.name}` ? -1 : 1));
}

async function importFolder(input: FolderInput): Promise<ImportedFolder> {
  const items = chosenItems(input);
  const { imported, skipped, renamed } = await askEngine((engine) =>
    engine.importFiles(input, items),
  );
  const classes = new Map<string, Photo[]>();
  for (const { photo, folder } of imported) {
    const photos = classes.get(folder);
    if (photos) photos.push(photo);
    else classes.set(folder, [photo]);
  }
  return { classes: [...classes].map(([name, photos]) => ({ name, photos })), skipped, renamed };
}

/** Starts a run and follows its events to the end. */
function train(request: TrainRequest): Promise<TrainingEnd> {
  const { runId } = request;
  const history: SeriesPoint[] = [];
  let step = 0;
  let seconds = 0;
  return new Promise<TrainingEnd>((resolve, reject) => {
    const follow = (event: EngineEvent): void => {
      if (event.type === "progress" && event.runId === runId) {
        ({ step, seconds } = event);
        history.push(...event.points);
        report(step, Number(request.hparams.steps), noteOf(event.points));
      }
      if (event.type === "fitting" && event.runId === runId)
        report(Math.round(100 * event.share), 100, "%");
      if (event.type === "wentBack" && event.runId === runId) {
        ({ step, seconds } = event.record);
        history.splice(0, history.length, ...event.record.history);
      }
      if (event.type === "preview") event.sheet.close();
      if (event.type !== "runState" || event.runId !== runId) return;
      if (event.state === "failed") reject(new Error(`Training failed: ${event.failure}`));
      else if (event.state !== "finished" && event.state !== "stopped") return;
      else resolve({ state: event.state, step, seconds, history });
      listeners.delete(follow);
    };
    listeners.add(follow);
    askEngine((engine) => engine.train(request)).catch((error: unknown) => {
      listeners.delete(follow);
      reject(error);
    });
  });
}

/** Latest values, e.g. "loss 1.234", but for recalls by class. */
function noteOf(points: readonly SeriesPoint[]): string {
  const values = points.findLast((point) => Object.keys(point.values).length > 0)?.values ?? {};
  return Object.entries(values)
    .filter(([name]) => !isRecallSeries(name))
    .map(([name, value]) => `${name} ${value.toPrecision(4)}`)
    .join("  ");
}

/** Nobody calls it off here. */
const workId = (): string => crypto.randomUUID();

function base64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) {
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(chunks.join(""));
}

window.lab = {
  async start(choice) {
    const info = await startWorkers(choice, { onEvent: tellAll, onEnd: refuseCalls });
    admitCalls();
    return info;
  },
  projects: async () => (await askEngine((engine) => engine.loadWorkspace())).projects,
  importFolder,
  async countPatches(data) {
    const { training, heldOut, sheet } = await askEngine((engine) =>
      engine.previewPatches(glanceOf(data)),
    );
    sheet.close();
    return { training, heldOut };
  },
  train,
  pause: (runId) => askEngine((engine) => engine.pause(runId)),
  resume: (runId) => askEngine((engine) => engine.resume(runId)),
  evaluate: (runId, photos, labels, grey) =>
    askEngine((engine) => engine.evaluate(workId(), runId, photos, labels, grey)),
  reconstructionErrors: (runId) => askEngine((engine) => engine.reconstructionErrors(runId)),
  quality: (runId, count, seed, label) =>
    askEngine((engine) => engine.quality(workId(), runId, count, seed, label)),
  judgedAs: (runId, judgeId, label, count, seed) =>
    askEngine((engine) => engine.judgedAs(runId, judgeId, label, count, seed)),
  samples: async (runId, count, seed) =>
    base64(await askEngine((engine) => engine.samples(runId, count, seed))),
  translations: async (runId, target, count, seed) =>
    base64(await askEngine((engine) => engine.translations(runId, target, count, seed))),
  realPatches: async (runId, count) =>
    base64(await askEngine((engine) => engine.realPatches(runId, count))),
  exportRun: async (runId, half) =>
    base64(await askEngine((engine) => engine.exportRun(runId, half))),
  async record(runId) {
    const { runs } = await askEngine((engine) => engine.loadWorkspace());
    const record = runs.find((run) => run.runId === runId);
    if (!record) throw new Error(`No record of run ${runId}`);
    const { data } = record;
    const list = await askEngine((engine) => engine.dataSet(data.set));
    return { ...record, data: { ...data, list } }; // stands by itself, as a shipped one must
  },
  async assemble(photos, settings, side) {
    const { pixels, ...texture } = await askEngine((engine) =>
      engine.assemble(workId(), photos, settings, side),
    );
    return { ...texture, pixels: base64(pixels) };
  },
  async answer(runId, taskId, question) {
    const { maps, numbers } = await askEngine((engine) =>
      engine.answer(workId(), runId, taskId, question),
    );
    const plain = Object.entries(maps).map(
      ([name, map]) => [name, { ...map, values: [...map.values] }] as const,
    );
    return { numbers, maps: Object.fromEntries(plain) };
  },
  deleteRun: (runId) => askEngine((engine) => engine.deleteRun(runId)),
  usage: () => askEngine((engine) => engine.usage()),
} satisfies LabApi;

listeners.add((event) => {
  if (event.type === "work") report(event.done, event.total, "");
});
