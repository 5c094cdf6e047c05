/** What the engine tells, put where it belongs: state into the store, points and pictures beside it. */
import type { EngineEvent } from "../protocol/events.ts";
import type { RunRecord } from "../protocol/run.ts";
import { type RunEvent, reduceRun } from "../state/runs.ts";
import { useAppStore } from "../state/store.ts";
import { forgetErased } from "./erased.ts";
import { putFilm } from "./films.ts";
import { notify } from "./notices.ts";
import { putPreview, recallPictures, recallPreview } from "./previews.ts";
import { saveSettingsAnew } from "./savedSettings.ts";
import { appendPoints, loadSeries } from "./series.ts";
import { tellTabs } from "./tabs/channel.ts";
import { saveAllAnew } from "./tabs/storedProjects.ts";
import { tellRunEvent } from "./tabs/toldRuns.ts";
import { noteNews } from "./watchStall.ts";
import { noteWork } from "./work.ts";

export function receive(event: EngineEvent): void {
  if ("runId" in event) {
    noteNews();
    tellRunEvent(event);
  }
  switch (event.type) {
    case "backend":
      useAppStore.setState((state) => ({
        engine: state.engine && { ...state.engine, backend: event.backend },
      }));
      return;
    case "storageTrouble":
      useAppStore.setState({ storageTrouble: event.trouble, unwritten: event.unwritten });
      return;
    case "storageLost":
      useAppStore.setState(({ storageLost, storageClearings }) => ({
        storageLost: storageLost === "documents" ? storageLost : event.what, // its words are of files, too
        storageClearings: storageClearings + 1,
      }));
      if (event.what === "documents") {
        saveAllAnew();
        saveSettingsAnew();
      }
      return;
    case "photosErased":
      forgetErased(event.hashes);
      tellTabs({ type: "photosErased", hashes: event.hashes });
      return;
    case "pastBin":
      notify({ tone: "bad", message: "notice.pastBin", values: { name: event.name } });
      return;
    case "storageBack":
      useAppStore.setState({ isStorageBack: true });
      return;
    case "work":
    case "workEnded":
      noteWork(event);
      return;
    case "progress":
      appendPoints(event.runId, event.points);
      reduce(event);
      return;
    case "wentBack":
      loadSeries(event.runId, event.record.history);
      void recallPreview(event.runId);
      reduce(event);
      tellWayBack(event);
      return;
    case "foundElsewhere":
      tellIfBehind(event.record);
      loadSeries(event.runId, event.record.history);
      recallPictures(event.runId);
      reduce(event);
      return;
    case "deviceGivenUp":
      useAppStore.setState({ deviceGivenUp: { pausedRunId: event.pausedRunId } });
      return;
    case "fitting":
    case "stepMode":
    case "adjusted":
    case "quality":
    case "verdicts":
      reduce(event);
      return;
    case "runState":
      reduce(event);
      if (event.state === "training") showTraining(event.runId);
      if (event.failure && event.failure !== "LostWeights") {
        // whoever asked for them is told
        notify({ tone: "bad", message: `error.${event.failure}` });
      }
      return;
    case "generatorMended":
      tellMended(event.runId);
      return;
    case "photosLeftOut":
      reduce(event);
      tellLeftOut(event);
      return;
    case "preview":
      putPreview(event.runId, event);
      return;
    case "film":
      putFilm(event.runId, event.film);
      return;
    default:
      event satisfies never;
  }
}

/** In the dock, and with the backend that it now trains on. */
function showTraining(runId: string): void {
  useAppStore.setState(({ runs, engine }) => ({
    dockRunId: runId,
    hasMade: true,
    runs: runs.map((run) =>
      run.runId === runId && engine ? { ...run, backend: engine.backend.backend } : run,
    ),
  }));
}

/** A banner tells of devices that were given up, and a failure of itself. */
function tellWayBack({ record, reason, goesOn }: Extract<RunEvent, { type: "wentBack" }>): void {
  if (!goesOn) return;
  const { name, step } = record;
  const batchSize = Number(record.hparams.batchSize);
  const backend = useAppStore.getState().engine?.backend.backend ?? "";
  notify({
    tone: "info",
    message: `notice.wentBack.${reason}`,
    values: { name, step, batchSize, backend },
  });
}

/** @param record where the run stands, which the page may have shown further on */
function tellIfBehind({ runId, name, step }: RunRecord): void {
  const shown = useAppStore.getState().runs.find((run) => run.runId === runId);
  if (shown && shown.step > step)
    notify({ tone: "bad", message: "notice.foundBehind", values: { name, step } });
}

function tellMended(runId: string): void {
  const values = { name: nameOf(runId) };
  notify({ tone: "info", message: "notice.generatorMended", values });
}

function tellLeftOut(event: Extract<RunEvent, { type: "photosLeftOut" }>): void {
  const { runId, count, use } = event;
  if (use === "measured") return; // the cards with the figures say so
  notify({ tone: "bad", message: `notice.leftOut.${use}`, values: { name: nameOf(runId), count } });
}

const nameOf = (runId: string): string =>
  useAppStore.getState().runs.find((run) => run.runId === runId)?.name ?? "";

function reduce(event: RunEvent): void {
  useAppStore.setState((state) => ({
    runs: state.runs.map((run) => (run.runId === event.runId ? reduceRun(run, event) : run)),
  }));
}
