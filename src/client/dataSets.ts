/** The photos of runs, whose records only name them: asked for where they are shown. */
import type { DataSet, RunData } from "../protocol/runData.ts";
import { useAppStore } from "../state/store.ts";
import { askEngine } from "./workers.ts";

const asked = new Map<string, Promise<DataSet>>();

/** @throws LostDataSet, StorageFailed, by name */
export function dataSetOf({ set: address, list }: RunData): Promise<DataSet> {
  const known = list ?? useAppStore.getState().dataSets[address];
  if (known) return Promise.resolve(known);
  const answer = asked.get(address) ?? ask(address);
  asked.set(address, answer);
  return answer;
}

async function ask(address: string): Promise<DataSet> {
  try {
    const set = await askEngine((engine) => engine.dataSet(address));
    noteDataSet(address, set);
    return set;
  } finally {
    asked.delete(address);
  }
}

export const noteDataSet = (address: string, set: DataSet): void =>
  useAppStore.setState(({ dataSets }) => ({ dataSets: { ...dataSets, [address]: set } }));

/** The photos of a run as soon as they are there; null until then, and where they cannot be had. */
export function useDataSet(data: RunData | undefined): DataSet | null {
  const set = useAppStore(({ dataSets }) => data && dataSets[data.set]);
  if (data && !set) void dataSetOf(data).catch(() => undefined); // asked for once, however often it is drawn
  return set ?? null;
}
