import { describe, expect, it } from "vitest";
import { latest } from "./latest.ts";

function controlled() {
  const calls: { input: number; finish: () => void; fail: () => void }[] = [];
  const serve = (input: number) =>
    new Promise<number>((resolve, reject) => {
      calls.push({ input, finish: () => resolve(input * 10), fail: () => reject(new Error("no")) });
    });
  return { calls, ask: latest(serve) };
}

describe("latest", () => {
  it("serves the first and the newest request and drops those between", async () => {
    const { calls, ask } = controlled();
    const [first, second, third] = [ask(1), ask(2), ask(3)];
    expect(calls.map((call) => call.input)).toEqual([1]);
    expect(await second).toBeNull();
    calls[0]?.finish();
    expect(await first).toBe(10);
    await Promise.resolve();
    calls[1]?.finish();
    expect(await third).toBe(30);
    expect(calls.map((call) => call.input)).toEqual([1, 3]);
  });

  it("goes on after a request that failed before it began", async () => {
    let isReady = false;
    const ask = latest((input: number) => {
      if (!isReady) throw new Error("not started");
      return Promise.resolve(input);
    });
    const [first, second] = [ask(1), ask(2)];
    await expect(first).rejects.toThrow("not started");
    await expect(second).rejects.toThrow("not started");
    isReady = true;
    expect(await ask(3)).toBe(3);
  });

  it("goes on after a failed request", async () => {
    const { calls, ask } = controlled();
    const first = ask(1);
    calls[0]?.fail();
    await expect(first).rejects.toThrow("no");
    await Promise.resolve();
    const second = ask(2);
    calls[1]?.finish();
    expect(await second).toBe(20);
  });
});
