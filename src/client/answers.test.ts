import { expect, it, vi } from "vitest";
import { useAppStore } from "../state/store.ts";
import { answer } from "./answers.ts";

vi.mock("./workers.ts", () => {
  const engine = { answer: async (...asked: unknown[]) => asked };
  const ask = (call: (by: typeof engine) => unknown) => Promise.resolve(call(engine));
  return { askEngine: ask, askThisEngine: ask };
});

it("is asked of the engine as long work, which shows whose answer it is", async () => {
  const question = { numbers: { side: 8 } };
  const { id, result } = answer({ runId: "r", name: "Moss" }, "dye", question);
  const [shown] = useAppStore.getState().works;
  expect(shown).toMatchObject({ id, title: { kind: "answer", name: "Moss" } });
  expect(await result).toEqual([id, "r", "dye", question]);
  expect(useAppStore.getState().works).toEqual([]);
});
