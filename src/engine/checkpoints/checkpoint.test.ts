import { expect, it } from "vitest";
import { storedRun } from "../../data/testing/documentsOf.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { writeSafetensors } from "./safetensors.ts";

it("reads a record whose curves hold a number that is not finite", () => {
  const record = storedRun("r", []);
  expect(record.history[0]?.values.loss).toBeNaN();
  const bytes = writeSafetensors([], { run: JSON.stringify(record) });
  expect(readCheckpoint(bytes).record).toEqual(record);
});
