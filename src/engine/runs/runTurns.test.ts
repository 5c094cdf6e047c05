/** Two workers on one storage, as two tabs have them: one trains, and neither writes what is the other's. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { StorageFull } from "../../data/errors.ts";
import { nextTask } from "../../lib/nextTask.ts";
import { eventually } from "../../lib/testing/eventually.ts";
import { fakeLocks } from "../../lib/testing/fakeLocks.ts";
import { namingLock } from "../../protocol/lockNames.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { data as allData, disk, request, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";
import { RunTurns } from "./runTurns.ts";

beforeEach(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
});

const busy = { name: "BusyElsewhere" };
const long = (runId: string) => request(runId, { hparams: tinyHparams({ steps: 1000 }) });

function twoTabs() {
  const kept = disk();
  const locks = fakeLocks();
  const [a, b] = [session(kept, { locks }), session(kept, { locks })];
  const stored = async (runId: string) => (await kept.documents.loadRun(runId)) ?? undefined;
  return { a, b, locks, kept, stored };
}

/** Resolves when so many are taken, however slow the machine is. */
async function steps(tab: ReturnType<typeof session>, runId: string, least: number) {
  while ((await tab.runs.open(runId)).record.step < least) await nextTask();
}

it("lets one tab train at a time, and the next once it has ended", async () => {
  const { a, b, stored } = twoTabs();
  await a.runs.train(long("a"));
  await expect(b.runs.train(request("b"))).rejects.toMatchObject(busy);
  expect(await stored("b")).toBeUndefined();
  expect(b.runs.has("b")).toBe(false);
  await a.runs.pause("a");
  await b.runs.train(request("b"));
  await b.ended("b");
  expect((await stored("b"))?.state).toBe("finished");
  await a.runs.resume("a");
  await a.runs.stop("a");
});

it("gives the turn back where a run comes to nothing", async () => {
  const { a, b } = twoTabs();
  const without = request("a", { data: { ...allData, classes: [] } });
  await expect(a.runs.train(without)).rejects.toMatchObject({ name: "NotEnoughData" });
  await b.runs.train(request("b"));
  await b.ended("b");
});

it("leaves a run alone that another tab trains", async () => {
  const { a, b } = twoTabs();
  await a.runs.train(long("a"));
  await eventually(async () => expect(await b.runs.load()).toHaveLength(1));
  await expect(b.runs.resume("a")).rejects.toMatchObject(busy);
  await expect(b.runs.rename("a", "Mine")).rejects.toMatchObject(busy);
  await expect(b.runs.stop("a")).rejects.toMatchObject(busy);
  await expect(b.runs.delete("a")).rejects.toMatchObject(busy);
  await expect(b.runs.erase("a")).rejects.toMatchObject(busy);
  await expect(b.runs.adjust("a", { learningRate: 0.001 })).rejects.toMatchObject(busy);
  await a.runs.stop("a");
});

it("takes no command of its own for another tab's", async () => {
  const { a, stored } = twoTabs();
  await a.runs.train(long("a"));
  await a.runs.pause("a");
  await Promise.all([a.runs.rename("a", "One"), a.runs.resume("a"), a.runs.rename("a", "Two")]);
  expect(a.states("a").at(-1)).toBe("training");
  await a.runs.pause("a");
  await Promise.all([a.runs.rename("a", "Three"), a.runs.rename("a", "Four"), a.runs.stop("a")]);
  expect(await stored("a")).toMatchObject({ name: "Four", state: "stopped" });
});

it("erases weights and film of no run that the other tab trains, and of one that rests", async () => {
  const { a, b, kept, stored } = twoTabs();
  await a.runs.train(long("a"));
  await steps(a, "a", 3);
  await a.runs.pause("a");
  await kept.checkpoints.write("a/best", Uint8Array.of(1));
  await b.runs.load();
  await a.runs.resume("a");
  await expect(b.runs.erase("a")).rejects.toMatchObject(busy);
  expect(await kept.checkpoints.read("a/best")).not.toBeNull();
  await a.runs.pause("a");
  await b.runs.erase("a");
  expect(await kept.checkpoints.sizeBytes()).toBe(0);
  expect(await kept.films.sizeBytes()).toBe(0);
  expect(await stored("a")).toBeUndefined();
});

it("writes no state that waits for room over a run that the other tab trains", async () => {
  const { b, kept, locks } = twoTabs();
  const written = { byA: 0, isFull: false };
  const { checkpoints } = kept;
  const a = session(
    {
      ...kept,
      checkpoints: {
        storage: "kept",
        write: async (...args) => {
          if (written.isFull) throw new StorageFull("No");
          written.byA++;
          return checkpoints.write(...args);
        },
        read: (runId) => checkpoints.read(runId),
        runIds: () => checkpoints.runIds(),
        forget: (runId) => checkpoints.forget(runId),
        remove: (runId) => checkpoints.remove(runId),
        sizeBytes: () => checkpoints.sizeBytes(),
      },
    },
    { locks },
  );
  await a.runs.train(long("a"));
  await a.runs.pause("a");
  written.isFull = true;
  await a.runs.step("a");
  written.isFull = false;
  await b.runs.load();
  await b.runs.resume("a");
  const before = written.byA;
  await a.runs.saveNow();
  expect(written.byA).toBe(before);
  await steps(b, "a", 20);
  await b.runs.pause("a");
  const step = (await b.runs.open("a")).record.step;
  await a.runs.saveNow();
  expect(written.byA).toBe(before); // it went further
  expect((await a.runs.open("a")).record.step).toBe(step);
});

it("goes on from where the other tab left the run, each time", async () => {
  const { a, b, stored } = twoTabs();
  await a.runs.train(long("a"));
  await steps(a, "a", 5);
  await a.runs.pause("a");
  const first = (await stored("a"))?.step ?? 0;
  await b.runs.load();
  await b.runs.resume("a");
  await steps(b, "a", first + 5);
  await b.runs.pause("a");
  const second = (await stored("a"))?.step ?? 0;
  expect(second).toBeGreaterThanOrEqual(first + 5);
  await a.runs.step("a");
  expect((await stored("a"))?.step).toBe(second + 1);
});

it("goes on from there also where all runs were read again meanwhile", async () => {
  const { a, b, stored } = twoTabs();
  await a.runs.train(long("a"));
  await a.runs.pause("a");
  await b.runs.load();
  await b.runs.open("a");
  await a.runs.step("a");
  const { step = 0 } = (await stored("a")) ?? {};
  await b.runs.load(); // as when one is brought back from the bin
  await b.runs.step("a");
  expect((await stored("a"))?.step).toBe(step + 1);
});

it("shows what the other tab has renamed, made and deleted", async () => {
  const { a, b } = twoTabs();
  for (const id of ["a", "b"]) {
    await a.runs.train(request(id));
    await a.ended(id);
  }
  await b.runs.load();
  await a.runs.rename("a", "New name");
  await a.runs.delete("b");
  await a.runs.train(request("c"));
  await a.ended("c");
  const names = (await b.runs.refresh()).map(({ name }) => name);
  expect(names).toEqual(["New name", "c"]);
  await expect(b.runs.resume("b")).rejects.toMatchObject({ name: "UnknownRun" });
});

describe("a run that the other tab has deleted", () => {
  type Tab = ReturnType<typeof twoTabs>["b"];
  it.each<[string, (tab: Tab) => Promise<unknown>]>([
    ["renamed", ({ runs }) => runs.rename("a", "Back")],
    ["trained further", ({ runs }) => runs.step("a")],
    ["stopped", ({ runs }) => runs.stop("a")],
    ["adjusted", ({ runs }) => runs.adjust("a", { learningRate: 0.5 })],
  ])("is not written again where it is %s here", async (_, act) => {
    const { a, b, stored } = twoTabs();
    await a.runs.train(long("a"));
    await a.runs.pause("a");
    await b.runs.load();
    await b.runs.open("a");
    await a.runs.delete("a");
    await expect(act(b)).rejects.toMatchObject({ name: "UnknownRun" });
    expect(await stored("a")).toBeUndefined();
    expect(b.runs.has("a")).toBe(false);
    await b.runs.delete("a"); // as was wished
  });
});

it("writes nothing more of a run that was taken from a tab that did not answer", async () => {
  const { a, b, stored } = twoTabs();
  await a.runs.train(long("a"));
  await steps(a, "a", 3);
  await b.runs.load();
  const before = await stored("a");
  await b.runs.seizeTraining("a");
  await a.ended("a");
  expect(a.states("a").at(-1)).toBe("paused");
  expect(await stored("a")).toEqual(before);
  await b.runs.resume("a");
  await steps(b, "a", 3);
  await b.runs.pause("a");
  const left = await stored("a");
  await a.runs.saveNow();
  expect(await stored("a")).toEqual(left);
  await a.runs.step("a"); // it is free again
  expect((await stored("a"))?.step).toBe((left?.step ?? 0) + 1);
});

it("gives no two runs one name, whichever tabs name them at the same moment", async () => {
  const { a, b, kept } = twoTabs();
  await a.runs.train(request("a"));
  await a.ended("a");
  await b.runs.load();
  const branches = await Promise.all([
    a.runs.branch("a", "latest", "c", "Copy"),
    b.runs.branch("a", "latest", "d", "Copy"),
  ]);
  expect(branches.map(({ name }) => name).sort()).toEqual(["Copy", "Copy 2"]);
  const renamed = await Promise.all([a.runs.rename("c", "Moss"), b.runs.rename("d", "Moss")]);
  expect(renamed.sort()).toEqual(["Moss", "Moss 2"]);
  expect(await b.runs.train(request("e", { name: "Moss" }))).toBe("Moss 3");
  await b.ended("e");
  const names = (await kept.documents.loadRuns()).map(({ name }) => name);
  expect(names.sort()).toEqual(["Moss", "Moss 2", "Moss 3", "a"]);
});

it("numbers a run that is brought back where another has its name by now", async () => {
  const { a, b, kept } = twoTabs();
  await a.runs.train(request("a", { name: "AE" }));
  await a.ended("a");
  await a.runs.delete("a");
  await b.runs.train(request("b", { name: "AE" }));
  await b.ended("b");
  const binned = await kept.bin.get("a");
  if (binned?.kind !== "run") throw new Error("It is not in the bin");
  expect(await a.runs.bringBack(binned.record)).toMatchObject({ runId: "a", name: "AE 2" });
  expect((await kept.documents.loadRun("a"))?.name).toBe("AE 2");
  expect(a.runs.has("a")).toBe(true);
});

it("does not wait for a tab that hangs while it names a run", async () => {
  const { a, locks } = twoTabs();
  await locks.take(namingLock);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const trained = a.runs.train(request("a"));
    await vi.advanceTimersByTimeAsync(3000);
    expect(await trained).toBe("a");
  } finally {
    vi.useRealTimers();
  }
  await a.ended("a");
});

it("keeps a run for as long as it is written, though its training ends meanwhile", async () => {
  const locks = fakeLocks();
  const [a, b] = [new RunTurns(locks, () => undefined), new RunTurns(locks, () => undefined)];
  await a.train("r");
  await a.write("r", async () => {
    a.leave();
    await expect(b.write("r", async () => undefined)).rejects.toMatchObject(busy);
    await b.train("another");
  });
  expect(await b.write("r", async () => "written")).toBe("written");
});

it("gives up a run that was taken by force while it is written, though its training has ended", async () => {
  const locks = fakeLocks();
  const [a, b] = [new RunTurns(locks, () => undefined), new RunTurns(locks, () => undefined)];
  await a.train("r");
  await a.write("r", async () => {
    a.leave();
    await b.seize("r");
    expect(await a.isLost("r")).toBe(true);
  });
});

it("keeps the turn for a run that is still on its way, whatever becomes of another", async () => {
  const { a, b, kept, locks } = twoTabs();
  for (const id of ["a", "lost"]) {
    await a.runs.train(long(id));
    await a.runs.pause(id);
    await a.runs.step(id);
  }
  const c = session(kept, { locks });
  await c.runs.load();
  await kept.checkpoints.remove("lost");
  const read = kept.checkpoints.read.bind(kept.checkpoints);
  vi.spyOn(kept.checkpoints, "read").mockImplementation(async (name) => {
    if (name === "a") {
      await expect(c.runs.open("lost")).rejects.toMatchObject({ name: "LostWeights" });
      await nextTask();
      await expect(b.runs.train(request("b"))).rejects.toMatchObject(busy);
    }
    return read(name);
  });
  await c.runs.step("a");
});
