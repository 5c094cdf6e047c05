/** The order of backends, with fakes in their place. */
import { describe, expect, it } from "vitest";
import type { BackendName } from "../../protocol/backend.ts";
import { type BackendOpener, type BackendOpeners, chooseBackend } from "./backend.ts";

type Kind = "hardware" | "software" | "missing" | "broken";

function openers(kinds: Partial<Record<BackendName, Kind>>) {
  const started: BackendName[] = [];
  const opener = (name: BackendName): BackendOpener => {
    const kind = kinds[name] ?? "missing";
    return {
      find: async () =>
        kind === "missing" ? null : { adapter: name, isSoftware: kind === "software" },
      activate: async () => {
        if (kind === "broken") throw new Error("no");
        started.push(name);
        return 1;
      },
    };
  };
  const all: BackendOpeners = {
    webgpu: opener("webgpu"),
    webgl: opener("webgl"),
    wasm: opener("wasm"),
    cpu: opener("cpu"),
  };
  return { all, started };
}

describe("chooseBackend", () => {
  it.each<[string, Partial<Record<BackendName, Kind>>, BackendName]>([
    ["hardware WebGPU", { webgpu: "hardware", webgl: "hardware", wasm: "hardware" }, "webgpu"],
    ["hardware WebGL without WebGPU", { webgl: "hardware", wasm: "hardware" }, "webgl"],
    [
      "WASM over software GPUs",
      { webgpu: "software", webgl: "software", wasm: "hardware" },
      "wasm",
    ],
    [
      "software WebGPU without WASM",
      { webgpu: "software", webgl: "software", cpu: "hardware" },
      "webgpu",
    ],
    [
      "the CPU when all else is broken",
      { webgpu: "broken", wasm: "broken", cpu: "hardware" },
      "cpu",
    ],
  ])("takes %s", async (_, kinds, expected) => {
    const { all, started } = openers(kinds);
    expect((await chooseBackend("auto", all)).backend).toBe(expected);
    expect(started).toEqual([expected]);
  });

  it("takes what the user asks for, even software", async () => {
    const { all } = openers({ webgpu: "software", wasm: "hardware" });
    const info = await chooseBackend("webgpu", all);
    expect(info).toMatchObject({ backend: "webgpu", choice: "webgpu", rejected: [] });
  });

  it("says why others were not taken", async () => {
    const { all } = openers({ webgpu: "software", webgl: "broken", wasm: "hardware" });
    expect((await chooseBackend("auto", all)).rejected).toEqual([
      { backend: "webgpu", reason: "software" },
      { backend: "webgl", reason: "failed" },
    ]);
  });

  it("falls back when the asked one fails and never takes a wrong one", async () => {
    const { all } = openers({ webgpu: "hardware", webgl: "hardware", cpu: "hardware" });
    const info = await chooseBackend("webgpu", all, [{ backend: "webgpu", reason: "wrong" }]);
    expect(info).toMatchObject({
      backend: "webgl",
      rejected: [{ backend: "webgpu", reason: "wrong" }],
    });
  });

  it("needs no self-test on the CPU", async () => {
    const { all } = openers({ cpu: "hardware" });
    expect((await chooseBackend("cpu", all)).selfTest).toBe("passed");
  });
});
