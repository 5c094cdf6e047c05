/** Judges the images that wait, some at a time in the order of the list; many are long work. */
import { selectJudge, useAppStore } from "../../state/store.ts";
import { type Entry, isPutOff, isToCome, putOff } from "./entries.ts";
import { nextGroupSize, outcomesOf } from "./groups.ts";
import { judgingWork } from "./judgingWork.ts";
import { entryWith, imageOf, settleAll, shownEntry, useJudgements } from "./list.ts";
import { isInView, makeHeatMaps } from "./looking.ts";
import { storeOutcome } from "./storing.ts";

/** Judges everything anew: another model was chosen. */
export function judgeAgain(ids?: ReadonlySet<string>): void {
  const again = useJudgements
    .getState()
    .entries.filter((entry) => imageOf(entry) !== null && (ids?.has(entry.id) ?? true));
  settleAll(new Map(again.map(({ id }) => [id, { state: "waiting" }])));
  work();
}

/** Judges those that were put off. */
export function goOnJudging(): void {
  const left = useJudgements.getState().entries.filter(({ outcome }) => isPutOff(outcome));
  judgeAgain(new Set(left.map(({ id }) => id)));
}

/** Photos are looked up and cut while the group before computes. */
const groupsAtOnce = 2;

let groups = 0;

/** Goes on with what waits, once its model is there. */
export function work(): void {
  const state = useAppStore.getState();
  if (!selectJudge(state) && !state.isShippedLoaded) return; // its model is to come
  while (groups < groupsAtOnce && waiting(1).length > 0) void judgeGroups();
  if (waiting(1).length > 0) void showAsWork();
}

let isShown = false;

/** More wait than are under way: they are long work, which ends with the last of them. */
async function showAsWork(): Promise<void> {
  if (isShown) return;
  isShown = true;
  const { subscribe, getState } = useJudgements;
  await judgingWork(selectJudge(useAppStore.getState())?.name ?? "", {
    toGo: () => getState().entries.filter(({ outcome }) => isToCome(outcome)).length,
    subscribe,
    putOff: putOffWaiting,
  });
  isShown = false;
}

function putOffWaiting(): void {
  const ids = waiting(Number.POSITIVE_INFINITY).map(({ id }) => id);
  settleAll(new Map(ids.map((id) => [id, { state: "failed", reason: putOff }])));
  for (const id of ids) storeOutcome(id);
}

/** The first of those that wait. */
const waiting = (most: number): Entry[] =>
  useJudgements
    .getState()
    .entries.filter(({ outcome }) => outcome.state === "waiting")
    .slice(0, most);

/** Until nothing waits; takes the first group at once. Never rejects. */
async function judgeGroups(together = 1): Promise<void> {
  groups++;
  for (let group = waiting(1); group.length > 0; group = waiting(together)) {
    settleAll(new Map(group.map(({ id }) => [id, { state: "working" }])));
    const started = performance.now();
    await judgeGroup(group);
    together = nextGroupSize(together, performance.now() - started);
    for (const { id } of group) if (entryWith(id)?.outcome.state !== "waiting") storeOutcome(id);
    void makeHeatMaps(); // who came in view meanwhile
  }
  groups--;
}

async function judgeGroup(group: readonly Entry[]): Promise<void> {
  const run = selectJudge(useAppStore.getState());
  const photos = new Map(
    group.map((entry) => {
      const photo = imageOf(entry);
      const isShown = shownEntry(useJudgements.getState())?.id === entry.id;
      const withHeat = isShown || isInView(entry.id);
      return [entry.id, photo && { photo, withHeat, withPhoto: isShown }];
    }),
  );
  const outcomes = await outcomesOf(run, photos);
  const isOutdated = run && selectJudge(useAppStore.getState())?.runId !== run.runId;
  for (const [id, outcome] of outcomes)
    if (isOutdated && outcome.state === "done") outcomes.set(id, { state: "waiting" });
  settleAll(outcomes);
}
