import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Remote } from "../remote/calls.ts";
import { MeasuredCell } from "./measuredCell.ts";

const opened = { device: "here", warmUpMs: 1, losses: { loss: 1 } };
const turn = { samples: [{ ms: 2, hostMs: 1 }], counts: null, peakBytes: null };
const never = new Promise<never>(() => undefined);

/** Answers `open` at once, and turns as told. */
function remoteOf(answerTurn: () => Promise<unknown>) {
  const close = vi.fn(async () => undefined);
  const remote: Remote = {
    ask: (method) => (method === "open" ? Promise.resolve(opened) : answerTurn()),
    close,
  };
  return { remote, close };
}

const newCell = () => new MeasuredCell("wasm", "gan-w8-32");

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("collects the samples of its turns", async () => {
  const cell = newCell();
  await cell.open(async () => remoteOf(async () => turn).remote);
  for (let round = 0; round < 3; round++) await cell.turn();
  expect(cell.device).toBe("here");
  expect(cell.row).toMatchObject({ medianMs: 2, samples: 3, losses: { loss: 1 }, reason: null });
});

it("gives up an engine that does not start, and closes it when it comes late", async () => {
  const cell = newCell();
  const { remote, close } = remoteOf(async () => turn);
  const late = new Promise<Remote>((resolve) => setTimeout(resolve, 200_000, remote));
  const opening = cell.open(() => late);
  await vi.advanceTimersByTimeAsync(195_000);
  await opening;
  expect(cell.row).toMatchObject({ medianMs: null, reason: "did not start within 180 s" });
  await cell.turn(); // nothing happens
  await vi.advanceTimersByTimeAsync(30_000);
  expect(close).toHaveBeenCalledOnce();
});

it("gives up an engine whose steps take too long, or that dies, and says so", async () => {
  const [slow, dying] = [newCell(), newCell()];
  await slow.open(async () => remoteOf(() => never).remote);
  const turning = slow.turn();
  await vi.advanceTimersByTimeAsync(60_000);
  await turning;
  expect(slow.row.reason).toBe("had fewer than three steps within 60 s");

  const { remote, close } = remoteOf(() => Promise.reject(new Error("The page crashed")));
  await dying.open(async () => remote);
  await dying.turn();
  expect(dying.row).toMatchObject({ losses: { loss: 1 }, reason: "The page crashed" });
  expect(close).toHaveBeenCalledOnce();
});
