/** Whatever fails on the way into training, at whichever call: there is a way out of it, and nothing is left. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { StorageFailed } from "../../data/errors.ts";
import { registerWasmKernels } from "../../wasm/registerWasmKernels.ts";
import { WeightFeed } from "../inference/weightFeed.ts";
import { disk, request, resolvePhoto, session } from "../testing/runsSession.ts";
import { tinyHparams } from "../testing/tinyModel.ts";

beforeAll(async () => {
  registerWasmKernels();
  await tf.setBackend("wasm");
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // what is done without is said there
});
afterAll(() => vi.restoreAllMocks());

const long = request("a", { hparams: tinyHparams({ steps: 1000 }) });

/** A session in which the calls of everything outside it are counted, and one of them fails. */
function shaky(kept = disk()) {
  const calls: string[] = [];
  let failing = Number.POSITIVE_INFINITY;
  const next = (name: string) => {
    calls.push(name);
    if (calls.length - 1 === failing) throw new StorageFailed(`No ${name}`);
  };
  /** The object with its methods counted. */
  const counted = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get(target, key) {
        const value = Reflect.get(target, key, target);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          next(`${name}.${String(key)}`);
          return value.apply(target, args);
        };
      },
    });
  const opened = session(
    {
      documents: counted("documents", kept.documents),
      checkpoints: counted("checkpoints", kept.checkpoints),
      films: counted("films", kept.films),
      bin: kept.bin,
    },
    {
      resolvePhoto: async (...args) => {
        next("photo");
        return resolvePhoto(...args);
      },
      compiler: () => async () => {
        next("compile");
        throw new Error("No compiler here");
      },
      feed: new WeightFeed({ postMessage: () => next("share") }),
      emit: () => next("emit"),
    },
  );
  /** From now on the call of this index fails, counted from here. */
  const failAt = (at: number) => {
    failing = calls.length + at;
  };
  const wasReached = () => calls.length > failing;
  return { ...opened, kept, calls, failAt, wasReached };
}

const stateOf = async ({ runs }: ReturnType<typeof shaky>) => (await runs.open("a")).state;

describe("a run whose start fails at one call", () => {
  it("is not there, and nothing is left of it, or it trains", async () => {
    let failures = 0;
    for (let at = 0; at < 100; at++) {
      const before = tf.memory().numTensors;
      const opened = shaky();
      opened.failAt(at);
      const failure = await opened.runs.train(long).then(
        () => null,
        (error: Error) => error.name,
      );
      const isReached = opened.wasReached();
      opened.failAt(Number.POSITIVE_INFINITY);
      if (failure !== null) {
        failures++;
        expect(failure).toMatch(/^(StorageFailed|NotEnoughData)$/);
        expect(opened.runs.has("a"), `call ${at}`).toBe(false);
        expect(await opened.kept.documents.loadRuns(), `call ${at}`).toEqual([]);
      } else {
        await opened.runs.pause("a");
        expect(await stateOf(opened), `call ${at}`).toBe("paused");
        await opened.runs.delete("a");
      }
      expect(tf.memory().numTensors, `call ${at}: ${opened.calls[at]}`).toBe(before);
      if (!isReached) break;
      expect(at).toBeLessThan(99);
    }
    expect(failures).toBeGreaterThan(5); // photos and the record
  });
});

describe("a paused run whose resuming fails at one call", () => {
  it("stays paused, says why, and goes on when it is asked again", async () => {
    const kept = disk();
    const first = session(kept);
    await first.runs.train(long);
    await first.runs.pause("a");
    let failures = 0;
    for (let at = 0; at < 100; at++) {
      const before = tf.memory().numTensors;
      const opened = shaky(kept);
      await opened.runs.load();
      opened.failAt(at);
      const failure = await opened.runs.resume("a").then(
        () => null,
        (error: Error) => error.name,
      );
      const isReached = opened.wasReached();
      opened.failAt(Number.POSITIVE_INFINITY);
      if (failure !== null) {
        failures++;
        expect(failure).toMatch(/^(StorageFailed|NotEnoughData)$/);
        expect(await stateOf(opened), `call ${at}: ${opened.calls.at(at)}`).toBe("paused");
        await opened.runs.resume("a");
      }
      expect(await stateOf(opened), `call ${at}`).toBe("training");
      await opened.runs.pause("a");
      opened.runs.leave(); // its device is free again, and its disk stays as it is
      expect(tf.memory().numTensors, `call ${at}`).toBe(before);
      if (!isReached) break;
      expect(at).toBeLessThan(99);
    }
    expect(failures).toBeGreaterThan(3);
  });
});
