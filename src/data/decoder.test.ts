/** Decode workers that die while they have nothing to do; that pictures are decoded is the browser test's. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createDecoder } from "./decoder.ts";
import type { DecodeMessage, DecodeRequest } from "./decodeWorker.ts";

/** Answers each request at once, until it is dead: then without a sign, as a worker that the browser ended. */
class FakeWorker {
  onmessage: ((event: { data: DecodeMessage }) => void) | null = null;
  onerror: unknown = null;
  isDead = false;
  isTerminated = false;
  readonly asked: DecodeRequest[] = [];

  constructor() {
    queueMicrotask(() => this.#send({ type: "ready" }));
  }

  postMessage(request: DecodeRequest): void {
    this.asked.push(request);
    if (this.isDead) return;
    const image = { width: 1, height: 1, pixels: new Uint8Array(3) };
    this.#send({ type: "taken" });
    queueMicrotask(() =>
      this.#send({ type: "decoded", picture: { image, width: this.asked.length, height: 1 } }),
    );
  }

  terminate(): void {
    this.isTerminated = true;
  }

  #send(data: DecodeMessage): void {
    this.onmessage?.({ data });
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("replaces a worker that died while it was idle, and blames no picture for it", async () => {
  const workers: FakeWorker[] = [];
  const spawn = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  };
  const decoder = createDecoder({ spawn });
  const decode = () => decoder.decodePhoto(new Uint8Array(1), { maxSide: 16 });
  await Promise.all([decode(), decode()]);
  expect(workers).toHaveLength(2);
  for (const worker of workers) worker.isDead = true;

  const decoding = decode();
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await decoding).width).toBe(1);
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
  expect((await decode()).width).toBe(2); // by the new one
  expect(workers).toHaveLength(3);
  expect(vi.getTimerCount()).toBe(0);
});

it("still takes a picture for the culprit that a worker has taken up and does not finish", async () => {
  const worker = new FakeWorker();
  const decoder = createDecoder({ spawn: () => worker as unknown as Worker });
  const decode = () => decoder.decodePhoto(new Uint8Array(1), { maxSide: 16 });
  await decode();
  worker.postMessage = () => worker.onmessage?.({ data: { type: "taken" } });
  const refused = expect(decode()).rejects.toMatchObject({ reason: "timedOut" });
  await vi.advanceTimersByTimeAsync(10_000);
  await refused;
});
