import { expect, it } from "vitest";
import { Interrupted } from "./interrupted.ts";

const at = (step: number) => ({ runId: "a", step });

it("is patient with a run that takes no step, and only with that", () => {
  const interrupted = new Interrupted();
  interrupted.note(at(20));
  expect(interrupted.patience).toBe(1);
  interrupted.goesOn("a", 20);
  interrupted.note(at(20));
  expect(interrupted.patience).toBe(2);
  interrupted.goesOn("a", 20);
  interrupted.note(at(20));
  expect(interrupted.patience).toBe(4);
  interrupted.note(at(21));
  expect(interrupted.patience).toBe(1);
});

it("goes on with a run that moves, however often it is interrupted", () => {
  const interrupted = new Interrupted();
  for (let step = 1; step < 50; step++) expect(interrupted.goesOn("a", step)).toBe(true);
});

it("gives up a run that always ends at the same checkpoint, until it is asked for", () => {
  const interrupted = new Interrupted();
  const tries = Array.from({ length: 4 }, () => interrupted.goesOn("a", 20));
  expect(tries).toEqual([true, true, true, false]);
  expect(interrupted.goesOn("b", 20)).toBe(true);
  interrupted.goesOn("a", 20);
  interrupted.forgive();
  expect(interrupted.goesOn("a", 20)).toBe(true);
});

it("does not train on where only one step was asked for", async () => {
  const interrupted = new Interrupted();
  await interrupted.stepping("a", async () => interrupted.note(at(1)));
  expect(interrupted.runId).toBeNull();
  interrupted.note(at(1));
  expect(interrupted.runId).toBe("a");
  interrupted.note(undefined);
  expect(interrupted.runId).toBe("a");
});
