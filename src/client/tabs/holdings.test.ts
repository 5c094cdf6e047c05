/** Two tabs that want one project. */
import { expect, it, vi } from "vitest";
import { eventually } from "../../lib/testing/eventually.ts";
import { fakeLocks } from "../../lib/testing/fakeLocks.ts";
import type { WebLocks } from "../../lib/webLocks.ts";
import { Holdings } from "./holdings.ts";

function tab(locks: WebLocks | null, catchUp: (id: string) => Promise<void> = async () => {}) {
  const onLost = vi.fn();
  const onChange = vi.fn();
  return { holdings: new Holdings({ locks, catchUp, onLost, onChange }), onLost, onChange };
}

it("gives a project to one tab at a time", async () => {
  const locks = fakeLocks();
  const [a, b] = [tab(locks), tab(locks)];
  const claims = await Promise.all([a.holdings.claim("p"), b.holdings.claim("p")]);
  expect(claims).toEqual([true, false]);
  expect([a.holdings.holds("p"), b.holdings.holds("p")]).toEqual([true, false]);
  a.holdings.release("p");
  expect(await b.holdings.claim("p")).toBe(true);
  expect(a.onLost).not.toHaveBeenCalled();
});

it("tells the tab that a project was taken from", async () => {
  const locks = fakeLocks();
  const [a, b] = [tab(locks), tab(locks)];
  await a.holdings.claim("p");
  await b.holdings.seize("p");
  expect([a.holdings.holds("p"), b.holdings.holds("p")]).toEqual([false, true]);
  expect(a.onLost).toHaveBeenCalledExactlyOnceWith("p");
});

it("holds a project only once it is up to date", async () => {
  const locks = fakeLocks();
  let finish = () => {};
  const catchUp = () =>
    new Promise<void>((resolve) => {
      finish = resolve;
    });
  const { holdings } = tab(locks, catchUp);
  const claim = holdings.claim("p");
  await eventually(() => expect(holdings.isClaiming("p")).toBe(true));
  expect(holdings.holds("p")).toBe(false);
  await Promise.resolve();
  finish();
  expect(await claim).toBe(true);
  expect(holdings.holds("p")).toBe(true);
});

it("lets go of what it cannot bring up to date", async () => {
  const locks = fakeLocks();
  const failing = tab(locks, () => Promise.reject(new Error("no engine")));
  await expect(failing.holdings.claim("p")).rejects.toThrow("no engine");
  expect(await tab(locks).holdings.claim("p")).toBe(true);
});

it("does not count what was stolen while it was brought up to date", async () => {
  const locks = fakeLocks();
  const b = tab(locks);
  const a = tab(locks, () => b.holdings.seize("p"));
  expect(await a.holdings.claim("p")).toBe(false);
  expect(a.holdings.holds("p")).toBe(false);
  expect(b.holdings.isLocked("p")).toBe(true);
});

it("holds everything where nobody else can be", async () => {
  const { holdings } = tab(null);
  expect(holdings.holds("p")).toBe(true);
  expect(holdings.isLocked("p")).toBe(false);
});
