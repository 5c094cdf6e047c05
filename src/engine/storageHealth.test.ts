/** What the page is told while things cannot be written. */
import { expect, it } from "vitest";
import { StorageFailed, StorageFull } from "../data/errors.ts";
import type { EngineEvent } from "../protocol/engine.ts";
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
    made.watch("run", async () => (error ? Promise.reject(error) : 7));
  await expect(write(new StorageFull("No"))).rejects.toThrow("No");
  await expect(write(new StorageFull("No"))).rejects.toThrow("No");
  expect(told).toEqual([full]);
  expect(await write()).toBe(7);
  expect(told).toEqual([full, null]);
});

it("tells of what is hardest to make again first, and then of what is left", () => {
  const { made, told } = health();
  made.failed("run", new StorageFull("No"));
  made.failed("project", new StorageFailed("No"));
  made.failed("film", new StorageFull("No"));
  made.wentWell("project");
  made.wentWell("run");
  made.failed("settings", new StorageFull("No"));
  made.wentWell("film");
  made.wentWell("settings");
  const [project, film, settings] = [
    { what: "project", failure: "StorageFailed" },
    { what: "film", failure: "StorageFull" },
    { what: "settings", failure: "StorageFull" },
  ];
  expect(told).toEqual([full, project, full, film, settings, null]);
});

it("takes no note of failures that are not storage's", () => {
  const { made, told } = health();
  made.failed("run", new Error("Something else"));
  expect(told).toEqual([]);
});
