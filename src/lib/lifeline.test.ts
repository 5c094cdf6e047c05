/** Work that may never answer, and what becomes of it when the line is cut. */
import { expect, it } from "vitest";
import { Lifeline } from "./lifeline.ts";

const never = new Promise<never>(() => undefined);

it("gives what the work gives, and holds nothing of it then", async () => {
  const line = new Lifeline();
  const failing = line.hold(Promise.reject(new Error("Its own")));
  expect(line.held).toBe(1);
  await expect(failing).rejects.toThrow("Its own");
  expect(await line.hold(Promise.resolve(7))).toBe(7);
  expect(line.held).toBe(0);
});

it("ends all work when it is cut, and all that comes later", async () => {
  const line = new Lifeline();
  const ends = [line.hold(never), line.hold(never)];
  line.cut(new Error("Cut"));
  line.cut(new Error("Again"));
  for (const end of [...ends, line.hold(Promise.resolve(7))])
    await expect(end).rejects.toThrow("Cut");
  expect(line.held).toBe(0);
});
