import { expect, it } from "vitest";
import { Backlog } from "./backlog.ts";

/** A queue whose steps take `stepMs` each, on a clock of its own. */
function device(stepMs: number) {
  let time = 0;
  const ends: { at: number; end: () => void }[] = [];
  const backlog = new Backlog(
    () => {
      const at = Math.max(time, ends.at(-1)?.at ?? 0) + stepMs;
      return new Promise<void>((resolve) => {
        ends.push({ at, end: resolve });
      });
    },
    () => time,
  );
  /** Enqueues steps until one would have to wait; gives how many. */
  const fill = async () => {
    for (let added = 0; ; added++) {
      let isFree = false;
      void backlog.drain().then(() => {
        isFree = true;
      });
      await settled();
      if (!isFree) return added;
      backlog.add();
    }
  };
  const finishOne = async () => {
    const first = ends.shift();
    if (!first) throw new Error("Nothing is under way");
    time = first.at;
    first.end();
    await settled();
  };
  return { fill, finishOne };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

it("lets one slow step wait at a time", async () => {
  const { fill, finishOne } = device(40);
  expect(await fill()).toBe(1);
  await finishOne();
  expect(await fill()).toBe(1);
});

it("lets fast steps queue up for ten milliseconds, once it knows that they are fast", async () => {
  const { fill, finishOne } = device(4);
  expect(await fill()).toBe(1);
  await finishOne();
  expect(await fill()).toBe(3); // one under way, two within 10 ms
  await finishOne();
  expect(await fill()).toBe(1);
});

it("never lets more than eight wait", async () => {
  const { fill, finishOne } = device(0.01);
  await fill();
  await finishOne();
  expect(await fill()).toBe(8);
});

it("goes on when the device is lost", async () => {
  const backlog = new Backlog(
    () => Promise.reject(new Error("lost")),
    () => 0,
  );
  backlog.add();
  await expect(backlog.drain()).resolves.toBeUndefined();
});
