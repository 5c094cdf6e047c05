import { expect, it } from "vitest";
import { StorageFull } from "../errors.ts";
import { memoryRecordStore } from "../recordStore.ts";
import { type Pending, recordsWithPending } from "./pending.ts";

function opened() {
  const plain = memoryRecordStore();
  const pending: Pending = new Map();
  const outcome: { error?: Error } = {};
  const failing = async () => {
    if (outcome.error) throw outcome.error;
  };
  const records = recordsWithPending(
    {
      ...plain,
      put: (...row) => failing().then(() => plain.put(...row)),
      change: (table, key, edit) => plain.change(table, key, edit).then(failing),
    },
    pending,
  );
  const named = () => [...pending.values()].map(({ record }) => record);
  return { records, named, outcome };
}

it("notes what storage does not take, until it is written, replaced or deleted", async () => {
  const { records, named, outcome } = opened();
  outcome.error = new StorageFull("full");
  await expect(records.put("runs", "r", 1)).rejects.toThrow("full");
  await expect(records.change("projects", "p", () => 2)).rejects.toThrow("full");
  await expect(records.change("projects", "p", () => 3)).rejects.toThrow("full");
  expect(named()).toEqual([1, 3]);
  await records.delete("runs", "r");
  delete outcome.error;
  await records.put("projects", "p", 4);
  expect(named()).toEqual([]);
});

it("notes nothing of what was refused", async () => {
  const { records, named, outcome } = opened();
  outcome.error = new Error("conflict");
  await expect(records.put("projects", "p", 1)).rejects.toThrow("conflict");
  expect(named()).toEqual([]);
});
