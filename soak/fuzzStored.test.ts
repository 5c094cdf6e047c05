import { expect, it } from "vitest";
import { fuzzStored } from "./fuzzStored.ts";

it("reads mutated documents and checkpoints, or refuses them by name", async () => {
  const { read, refused, failures } = await fuzzStored(150, 1);
  expect(failures).toEqual([]);
  expect(read).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(100);
});
