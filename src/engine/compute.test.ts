/** What happens when a backend proves wrong or its device is lost, with fakes in their place. */
import { describe, expect, it, vi } from "vitest";
import type { GpuFault } from "../gpu/gpuDevice.ts";
import type { BackendName } from "../protocol/backend.ts";
import type { BackendOpener } from "./backend.ts";
import { Compute } from "./compute.ts";

/** WebGPU and WASM are there; `wrong` fails the self-test, as the store remembers. */
function compute(wrong: BackendName | null = null) {
  const opener = (adapter: string): BackendOpener => ({
    find: async () => ({ adapter, isSoftware: false }),
    activate: async () => 1,
  });
  const missing: BackendOpener = { find: async () => null, activate: async () => 1 };
  const openers = { webgpu: opener("gpu"), webgl: missing, wasm: opener("cores"), cpu: missing };
  const log: string[] = [];
  let fault: (fault: GpuFault) => void = () => undefined;
  const made = new Compute({
    choice: "auto",
    results: {
      getValue: async (key) => wrong === null || !key.includes(`:${wrong}:`),
      setValue: async () => undefined,
    },
    events: {
      onChange: ({ backend, selfTest }) => log.push(`${backend} ${selfTest}`),
      onLeave: () => log.push("leave"),
      onReplaced: () => log.push("replaced"),
      onOutOfMemory: () => log.push("out of memory"),
    },
    host: (onFault) => {
      fault = onFault;
      return { openers, submits: () => 0, whenDone: async () => {}, compilerOf: () => null };
    },
  });
  return {
    made,
    log,
    lose: () => fault({ kind: "lost", message: "" }),
    report: (f: GpuFault) => fault(f),
  };
}

describe("Compute", () => {
  it("says when the self-test has passed", async () => {
    const { made, log } = compute();
    expect(await made.start()).toMatchObject({ backend: "webgpu", selfTest: "running" });
    await vi.waitFor(() => expect(log).toEqual(["webgpu passed"]));
  });

  it("leaves a wrong backend for the next and says why", async () => {
    const { made, log } = compute("webgpu");
    await made.start();
    await vi.waitFor(() => expect(log).toContain("wasm passed"));
    expect(log.slice(0, 3)).toEqual(["leave", "wasm running", "replaced"]);
    expect(made.info.rejected).toContainEqual({ backend: "webgpu", reason: "wrong" });
  });

  it("takes a new device after a loss, and another backend after the third", async () => {
    const { made, log, lose } = compute();
    await made.start();
    for (let loss = 1; loss <= 3; loss++) {
      lose();
      await vi.waitFor(() => expect(log.filter((line) => line === "replaced")).toHaveLength(loss));
      expect(made.info.backend).toBe(loss < 3 ? "webgpu" : "wasm");
    }
  });

  it("tells when the device has no memory left", async () => {
    const { made, log, report } = compute();
    await made.start();
    report({ kind: "outOfMemory", message: "" });
    expect(log).toContain("out of memory");
  });
});
