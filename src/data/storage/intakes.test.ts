import { expect, it } from "vitest";
import { StorageFull } from "../errors.ts";
import { memoryRecordStore } from "../recordStore.ts";
import { storedPhoto } from "../testing/documentsOf.ts";
import { heldLocks } from "../testing/heldLocks.ts";
import { Intakes } from "./intakes.ts";

const target = { projectId: "p", projectName: "P", looseName: "Photos" };
const photo = (digit: string) => ({ photo: storedPhoto(digit.repeat(64)), folder: "moss" });

it("has what was written down of an import whose tab is gone", async () => {
  const records = memoryRecordStore();
  const doomed = new Intakes(records, undefined).begin("i", target, 9);
  doomed.add(photo("1"));
  doomed.add(photo("2"));
  await doomed.flush();
  doomed.add(photo("3"));
  await doomed.flush();
  doomed.add(photo("4")); // not yet
  const later = new Intakes(records, undefined);
  expect(await later.interrupted()).toEqual([
    { version: 1, importId: "i", target, total: 9, photos: ["1", "2", "3"].map(photo) },
  ]);
  await later.finish("i");
  expect(await later.interrupted()).toEqual([]);
  expect(await records.entries("values")).toEqual([]);
});

it("has each file once of an import that began anew", async () => {
  const records = memoryRecordStore();
  const first = new Intakes(records, undefined).begin("i", target, 9);
  for (const digit of ["1", "2"]) {
    first.add(photo(digit));
    await first.flush();
  }
  const second = new Intakes(records, undefined).begin("i", target, 9);
  const again = { ...photo("2"), photo: { ...photo("2").photo, id: "another" } };
  second.add(again);
  await second.flush();
  const [found] = await new Intakes(records, undefined).interrupted();
  expect(found?.photos).toEqual([photo("1"), again]); // nothing that the first had read is lost
});

it("knows of an import that had read nothing yet, which takes nothing from one that began anew", async () => {
  const records = memoryRecordStore();
  const first = new Intakes(records, undefined).begin("i", target, 9);
  await first.flush();
  const empty = { version: 1, importId: "i", target, total: 9, photos: [] };
  expect(await new Intakes(records, undefined).interrupted()).toEqual([empty]);
  first.add(photo("1"));
  await first.flush();
  await new Intakes(records, undefined).begin("i", target, 9).flush();
  const [found] = await new Intakes(records, undefined).interrupted();
  expect(found?.photos).toEqual([photo("1")]);
});

it("leaves alone what another tab is importing, until that tab dies", async () => {
  const records = memoryRecordStore();
  const locks = heldLocks();
  const intake = new Intakes(records, locks.ofTab("a")).begin("i", target, 2);
  intake.add(photo("1"));
  await intake.flush();
  const other = new Intakes(records, locks.ofTab("b"));
  expect(await other.interrupted()).toEqual([]);
  locks.close("a");
  expect(await other.interrupted()).toHaveLength(1);
});

it("tries again what could not be written", async () => {
  const records = memoryRecordStore();
  let isFull = true;
  const put: typeof records.put = async (...row) => {
    if (isFull) throw new StorageFull("full");
    return records.put(...row);
  };
  const intakes = new Intakes({ ...records, put }, undefined);
  const intake = intakes.begin("i", target, 2);
  intake.add(photo("1"));
  await expect(intake.flush()).rejects.toThrow(StorageFull);
  isFull = false;
  intake.add(photo("2"));
  await intake.flush();
  const [found] = await new Intakes(records, undefined).interrupted();
  expect(found?.photos).toEqual([photo("1"), photo("2")]);
});
