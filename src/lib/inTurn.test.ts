import { expect, it } from "vitest";
import { inTurn } from "./inTurn.ts";

it("runs one act after the other, also after a failure", async () => {
  const queue = inTurn();
  const log: string[] = [];
  const act = (name: string, fails = false) =>
    queue(async () => {
      log.push(`${name} starts`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const [a, b, c] = [act("a"), act("b", true), act("c")];
  expect(await a).toBe("a");
  await expect(b).rejects.toThrow("b");
  expect(await c).toBe("c");
  expect(log).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"]);
});
