import { expect, it } from "vitest";
import { Heartbeat, type Liveness } from "./heartbeat.ts";

function listening(patience = 1) {
  const clock = { now: 0 };
  const heartbeat = new Heartbeat(() => clock.now, patience);
  const beat = (allowanceMs: number) => heartbeat.take({ signal: "beat", allowanceMs });
  /** The page looks every second, for so many seconds. */
  const lookFor = (seconds: number): Liveness => {
    let liveness: Liveness = "well";
    for (let second = 0; second < seconds; second++) {
      clock.now += 1000;
      liveness = heartbeat.look();
    }
    return liveness;
  };
  return { clock, heartbeat, beat, lookFor };
}

it("gives a silent worker up within 20 seconds", () => {
  const { beat, lookFor } = listening();
  beat(10_000);
  expect(lookFor(10)).toBe("well");
  expect(lookFor(1)).toBe("silent");
  expect(lookFor(4)).toBe("silent");
  expect(lookFor(1)).toBe("lost");
});

it("waits for a script that is still loading", () => {
  const { lookFor } = listening();
  expect(lookFor(600)).toBe("well");
});

it("waits for as long as was announced, and longer with patience", () => {
  const once = listening();
  once.beat(45_000);
  expect(once.lookFor(45)).toBe("well");
  const patient = listening(2);
  patient.beat(45_000);
  expect(patient.lookFor(90)).toBe("well");
  expect(patient.lookFor(6)).toBe("lost");
});

it("counts no silence while the page itself was asleep", () => {
  const { clock, heartbeat, beat, lookFor } = listening();
  beat(10_000);
  lookFor(9);
  clock.now += 8 * 3_600_000;
  expect(heartbeat.look()).toBe("well");
  expect(lookFor(10)).toBe("well");
  expect(lookFor(1)).toBe("silent");
});

it("never gives a worker up in a hidden tab whose timer runs once a minute", () => {
  const { clock, heartbeat, beat } = listening();
  beat(10_000);
  for (let minute = 0; minute < 60; minute++) {
    clock.now += 60_000;
    expect(heartbeat.look()).toBe("well");
  }
});
