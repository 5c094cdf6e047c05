/** What happens when a backend proves wrong or its device fails, with fakes in their place. */
import { describe, expect, it } from "vitest";
import { eventually } from "../../lib/testing/eventually.ts";
import type { BackendName } from "../../protocol/backend.ts";
import type { BackendOpener, Found } from "./backend.ts";
import { Compute } from "./compute.ts";
import type { FaultKind } from "./ladder.ts";

/** One GPU backend and WASM are there; `wrong` fails the self-test, as the store remembers. */
function compute({
  on = "webgpu" as "webgpu" | "webgl",
  wrong = null as BackendName | null,
  missing = 0,
} = {}) {
  const opener = (find: () => Promise<Found | null>): BackendOpener => ({
    find,
    activate: async () => 1,
  });
  const here = (adapter: string) => opener(async () => ({ adapter, isSoftware: false }));
  const nowhere = opener(async () => null);
  const log: string[] = [];
  const hosts: ((kind: FaultKind) => void)[] = [];
  const waited: number[] = [];
  let now = 0;
  const made = new Compute({
    choice: "auto",
    results: {
      getValue: async (key) => ({
        passed: wrong === null || !key.includes(`:${wrong}:`),
        at: Date.now(),
      }),
      setValue: async () => undefined,
    },
    events: {
      onChange: ({ backend, selfTest }) => log.push(`${backend} ${selfTest}`),
      onLeave: () => log.push("leave"),
      onReplaced: (reason) => log.push(reason),
    },
    now: () => now,
    wait: async (ms) => void waited.push(ms),
    host: (onFault) => {
      const isFirst = hosts.length === 0;
      hosts.push(onFault);
      const gpu = opener(async () => {
        if (!isFirst && missing-- > 0) return null;
        return { adapter: "gpu", isSoftware: false };
      });
      return {
        openers: {
          webgpu: nowhere,
          webgl: nowhere,
          wasm: here("cores"),
          cpu: nowhere,
          [on]: gpu,
        },
        submits: () => 0,
        whenDone: async () => {},
        compilerOf: () => null,
        openWeightsOf: () => null,
        isLost: () => false,
        close: () => log.push("close"),
      };
    },
  });
  /** A fault of the newest device, or of an earlier one. */
  const fail = (kind: FaultKind, host = hosts.length - 1) => hosts[host]?.(kind);
  const pass = (ms: number) => {
    now += ms;
  };
  const reasons = () =>
    log.filter((line) => /^(DeviceLost|OutOfMemory|OtherBackend|GivenUp)$/.test(line));
  return { made, log, fail, pass, reasons, waited, hosts };
}

const answered = (reasons: () => string[], count: number) =>
  eventually(() => expect(reasons()).toHaveLength(count));

describe("Compute", () => {
  it("says when the self-test has passed", async () => {
    const { made, log } = compute();
    expect(await made.start()).toMatchObject({ backend: "webgpu", selfTest: "running" });
    await eventually(() => expect(log).toEqual(["webgpu passed"]));
  });

  it("leaves a wrong backend for the next and says why", async () => {
    const { made, log } = compute({ wrong: "webgpu" });
    await made.start();
    await eventually(() => expect(log).toContain("wasm passed"));
    expect(log.slice(0, 4)).toEqual(["leave", "close", "wasm running", "OtherBackend"]);
    expect(made.info.rejected).toContainEqual({ backend: "webgpu", reason: "wrong" });
  });

  it.each(["webgpu", "webgl"] as const)(
    "takes a new device after a loss, and gives it up after another soon after (%s)",
    async (on) => {
      const { made, fail, pass, reasons, hosts } = compute({ on });
      await made.start();
      fail("lost");
      await answered(reasons, 1);
      expect(made.info.backend).toBe(on);
      pass(130_000);
      expect(made.report("DeviceLost")).toBe(true); // as whoever reads from it finds
      await answered(reasons, 2);
      expect(made.info.backend).toBe(on);
      pass(110_000);
      fail("lost");
      await answered(reasons, 3);
      expect(reasons()).toEqual(["DeviceLost", "DeviceLost", "GivenUp"]);
      expect(made.info.backend).toBe("wasm");
      expect(hosts).toHaveLength(4); // each anew
    },
  );

  it("hears nothing of a device that it has left, however often that fails", async () => {
    const { made, log, fail, reasons } = compute();
    await made.start();
    fail("lost");
    fail("lost", 0);
    fail("invalid", 0);
    await answered(reasons, 1);
    fail("outOfMemory", 0);
    expect(log.filter((line) => line === "leave")).toHaveLength(1);
    expect(made.info.backend).toBe("webgpu");
  });

  it("answers a device that fails before it is in use", async () => {
    const { made, fail, reasons } = compute();
    await made.start();
    fail("outOfMemory");
    fail("lost"); // of the next, which is on its way
    await answered(reasons, 1);
    expect(reasons()).toEqual(["DeviceLost"]);
  });

  it("waits for a browser that has no adapter for a moment", async () => {
    const { made, fail, reasons, waited } = compute({ missing: 2 });
    await made.start();
    fail("lost");
    await answered(reasons, 1);
    expect(waited).toEqual([250, 1000]);
    expect(made.info.backend).toBe("webgpu");
  });

  it("goes on with another backend where there is no device any more", async () => {
    const { made, fail, reasons, waited } = compute({ missing: 9 });
    await made.start();
    fail("lost");
    await answered(reasons, 1);
    expect(waited).toEqual([250, 1000, 4000]);
    expect(reasons()).toEqual(["OtherBackend"]);
    expect(made.info.backend).toBe("wasm");
  });

  it("builds anew once what refuses to do as it is told", async () => {
    const { made, fail, reasons } = compute();
    await made.start();
    fail("invalid");
    await answered(reasons, 1);
    fail("invalid");
    await answered(reasons, 2);
    expect(reasons()).toEqual(["DeviceLost", "OtherBackend"]);
    expect(made.info.backend).toBe("wasm");
  });

  it("frees a device whose memory is full, and the memory of one that is none", async () => {
    const { made, log, reasons } = compute();
    await made.start();
    expect(made.report("OutOfMemory")).toBe(true);
    await answered(reasons, 1);
    expect(log.filter((line) => line === "close")).toHaveLength(1);

    const plain = compute({ wrong: "webgpu" });
    await plain.made.start();
    await answered(plain.reasons, 1);
    expect(plain.made.report("OutOfMemory")).toBe(true);
    expect(plain.made.report("DeviceLost")).toBe(false); // there is none
    expect(plain.made.report("Diverged")).toBe(false);
    expect(plain.reasons()).toEqual(["OtherBackend", "OutOfMemory"]);
    expect(plain.hosts).toHaveLength(2);
  });
});
