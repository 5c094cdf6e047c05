/** A sampler that dies: the engine answers in its place, another sampler is started, and nobody is told. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { eventually } from "../lib/testing/eventually.ts";
import type { SamplerApi } from "../protocol/engine.ts";
import { useAppStore } from "../state/store.ts";
import { WorkerHost } from "./engine/host.ts";
import { endSampler, samplerHolds, startSampler } from "./engine/sampler.ts";
import { FakeWorker } from "./engine/testing/fakeWorker.ts";
import { generate } from "./inference.ts";

const spawn = vi.hoisted(() => vi.fn());
vi.mock("./engine/spawn.ts", () => ({ spawn }));
vi.mock("../../engine/sampler.ts?worker&url", () => ({ default: "sampler.js" }));
vi.mock("./workers.ts", () => ({
  askEngine: (ask: (engine: unknown) => unknown) =>
    Promise.resolve(
      ask({ generate: () => "by the engine", handToSampler: async (id: string) => handOver(id) }),
    ),
}));

const samplers: FakeWorker<Pick<SamplerApi, "follow" | "generate">>[] = [];
let answer: () => Promise<unknown>;
/** What the engine does when it is asked to hand a run to the sampler. */
let handOver: (runId: string) => void;

beforeEach(() => {
  vi.spyOn(console, "warn").mockReturnValue(undefined); // each end is logged
  answer = async () => "by the sampler";
  handOver = () => undefined;
  spawn.mockImplementation((_url, _name, options) => {
    const worker = new FakeWorker({
      follow: async () => undefined,
      generate: () => answer() as Promise<ImageBitmap>,
    });
    samplers.push(worker);
    return new WorkerHost<SamplerApi>(worker, options);
  });
  const run = { runId: "v", state: "training", stepMs: 500 }; // too slow for the engine to answer
  useAppStore.setState({ runs: [run] as never, notices: [] });
});

afterEach(() => {
  endSampler();
  samplers.length = 0;
  vi.restoreAllMocks();
});

/** A sampler with weights of the run. */
async function fed(count: number): Promise<FakeWorker<object>> {
  await eventually(() => expect(samplers).toHaveLength(count));
  const sampler = samplers[count - 1] as FakeWorker<object>;
  sampler.signal({ signal: "holds", runIds: ["v"] });
  await eventually(() => expect(samplerHolds("v")).toBe(true));
  return sampler;
}

const picture = () => generate("v", { z: new Float32Array(2) });

const unknown = () => Promise.reject(Object.assign(new Error("Not here"), { name: "UnknownRun" }));

it("hands a run anew to a sampler that has let go of it meanwhile, and asks it once more", async () => {
  startSampler(async (port) => port.close());
  await fed(1);
  const handed: string[] = [];
  answer = unknown;
  handOver = (runId) => {
    handed.push(runId);
    answer = async () => "by the sampler, which has it again";
  };
  expect(await picture()).toBe("by the sampler, which has it again");
  expect(handed).toEqual(["v"]);
});

it("has the engine answer where the sampler does not get the run, or the engine does not hand it over", async () => {
  startSampler(async (port) => port.close());
  await fed(1);
  let asked = 0;
  answer = () => {
    asked++;
    return unknown();
  };
  expect(await picture()).toBe("by the engine");
  expect(asked).toBe(2); // never again and again
  handOver = () => {
    throw Object.assign(new Error("No"), { name: "UnknownRun" });
  };
  expect(await picture()).toBe("by the engine");
});

it("passes other errors of the sampler on", async () => {
  startSampler(async (port) => port.close());
  await fed(1);
  answer = () => Promise.reject(Object.assign(new Error("No"), { name: "UnreadableImage" }));
  await expect(picture()).rejects.toMatchObject({ name: "UnreadableImage" });
});

it("has the engine answer for a sampler that dies, until another one is there", async () => {
  const fedPorts: MessagePort[] = [];
  startSampler(async (port) => void fedPorts.push(port));
  const first = await fed(1);
  expect(await picture()).toBe("by the sampler");

  answer = () => new Promise(() => undefined);
  const inFlight = picture();
  await new Promise((resolve) => setTimeout(resolve, 0));
  first.answerUnreadably();
  expect(await inFlight).toBe("by the engine");
  expect(samplerHolds("v")).toBe(false);
  expect(await picture()).toBe("by the engine");

  answer = async () => "by the new sampler";
  await fed(2);
  expect(fedPorts).toHaveLength(2); // it gets weights of its own
  expect(await picture()).toBe("by the new sampler");
  expect(useAppStore.getState().notices).toEqual([]);
  for (const port of fedPorts) port.close();
});
