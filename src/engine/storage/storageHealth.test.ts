/** What the page is told while things cannot be written. */
import { expect, it } from "vitest";
import { StorageFailed, StorageFull } from "../../data/errors.ts";
import { sameData } from "../../lib/sameData.ts";
import type { EngineEvent } from "../../protocol/events.ts";
import { StorageHealth } from "./storageHealth.ts";

function health() {
  const told: unknown[] = [];
  const made = new StorageHealth((event: EngineEvent) => {
    if (event.type === "storageTrouble") told.push(event.trouble);
  });
  return { made, told };
}

const full = { what: "run", failure: "StorageFull" };

it("tells of a failed write once, and when it went well again", async () => {
  const { made, told } = health();
  const write = (error?: Error) =>
    made.watch("run", ["r"], async () => (error ? Promise.reject(error) : 7));
  await expect(write(new StorageFull("No"))).rejects.toThrow("No");
  await expect(write(new StorageFull("No"))).rejects.toThrow("No");
  expect(told).toEqual([full]);
  expect(await write()).toBe(7);
  expect(told).toEqual([full, null]);
});

it("tells of what is hardest to make again first, and then of what is left", () => {
  const { made, told } = health();
  made.failed("run", "1", new StorageFull("No"));
  made.failed("project", "1", new StorageFailed("No"));
  made.failed("film", "1", new StorageFull("No"));
  made.settled("project", "1");
  made.settled("run", "1");
  made.failed("settings", "1", new StorageFull("No"));
  made.settled("film", "1");
  made.settled("settings", "1");
  const [project, film, settings] = [
    { what: "project", failure: "StorageFailed" },
    { what: "film", failure: "StorageFull" },
    { what: "settings", failure: "StorageFull" },
  ];
  expect(told.filter((entry, at) => !sameData(entry, told[at - 1]))).toEqual([
    full,
    project,
    full,
    film,
    settings,
    null,
  ]);
});

it("tells of all kinds of things that are not written, whichever comes first", () => {
  const told: unknown[] = [];
  const made = new StorageHealth((event) => {
    if (event.type === "storageTrouble") told.push(event.unwritten);
  });
  made.failed("project", "1", new StorageFull("No"));
  made.failed("run", "1", new StorageFull("No"));
  made.failed("run", "2", new StorageFull("No"));
  made.allSettled("photo");
  made.settled("project", "1");
  expect(told).toEqual([["project"], ["project", "run"], ["run"]]);
});

it("takes no note of failures that are not storage's", () => {
  const { made, told } = health();
  made.failed("run", "1", new Error("Something else"));
  expect(told).toEqual([]);
});

it("goes on telling of one thing whatever becomes of others of its kind", async () => {
  const { made, told } = health();
  const project = { what: "project", failure: "StorageFull" };
  made.failed("project", "a", new StorageFull("No"));
  await made.watch("project", ["b"], async () => undefined);
  made.settled("project", "b");
  expect(made.trouble).toEqual(project);
  made.failed("project", "b", new StorageFull("No"));
  made.settled("project", "a");
  expect(made.isFailing("project")).toBe(true);
  await made.watch("project", ["b"], async () => undefined);
  expect(told).toEqual([project, null]);
});

it("tells of several things that are written at once until the last is written", async () => {
  const { made, told } = health();
  const write = made.watch("result", ["a", "b"], () => Promise.reject(new StorageFailed("No")));
  await expect(write).rejects.toThrow("No");
  made.settled("result", "a");
  expect(told).toEqual([{ what: "result", failure: "StorageFailed" }]);
  made.settled("result", "b");
  expect(told.at(-1)).toBeNull();
});

it("takes all of a kind for settled where nothing of it waits for room", () => {
  const { made, told } = health();
  for (const id of ["a", "b"]) made.failed("photo", id, new StorageFull("No"));
  made.allSettled("photo");
  expect(told).toEqual([{ what: "photo", failure: "StorageFull" }, null]);
});
