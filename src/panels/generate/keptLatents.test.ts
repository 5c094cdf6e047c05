/** A reload loses no picture: sliders stand where they stood, for the models used last. */
import { beforeEach, expect, it, vi } from "vitest";

const storage = vi.hoisted(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  return kept;
});

const { keptPosition } = await import("./keptLatents.ts");
const latents = await import("./latents.ts");
const { drawLatent, ensureLatent, goToClass, latentOfSeed, moveLatent, settleLatent, useLatents } =
  latents;

beforeEach(() => {
  storage.clear();
  useLatents.setState({ byRun: {} });
});

/** As `DrawDesk` does, after a reload has emptied the store. */
function reopen(runId: string, latentDim: number, classes: number) {
  useLatents.setState({ byRun: {} });
  ensureLatent(runId, latentDim, classes, keptPosition(runId, latentDim, classes));
  return useLatents.getState().byRun[runId];
}

it("keeps what was drawn by a seed, moved by hand and mixed", () => {
  ensureLatent("a", 3, 2);
  drawLatent("a", 42);
  expect(reopen("a", 3, 2)).toMatchObject({ seed: 42, z: latentOfSeed(42, 3) });

  moveLatent("a", 1, 0.1);
  goToClass("a", 1);
  const stood = useLatents.getState().byRun.a;
  expect(reopen("a", 3, 2)).toEqual({ ...stood, past: [], future: [] });
});

it("keeps a move when it is let go", () => {
  ensureLatent("a", 2, 0);
  moveLatent("a", 0, 2);
  expect(keptPosition("a", 2, 0)?.z[0]).not.toBe(2);
  settleLatent("a");
  expect(keptPosition("a", 2, 0)?.z[0]).toBe(2);
});

it("keeps the models used last, and nothing that does not fit", () => {
  for (let at = 0; at < 12; at++) ensureLatent(`run ${at}`, 2, 0);
  expect([keptPosition("run 3", 2, 0), keptPosition("run 4", 2, 0)]).toEqual([
    null,
    expect.objectContaining({ seed: 1 }),
  ]);
  moveLatent("run 11", 0, 1);
  settleLatent("run 11");
  expect(keptPosition("run 11", 3, 0)).toBeNull();
  expect(keptPosition("run 11", 2, 4)).toBeNull();
});

it.each([
  "{",
  "7",
  '[null,{"runId":"a","seed":"x"}]',
  '[{"runId":"a","seed":null,"z":["1",null]}]',
])("takes nothing out of %s", (damaged) => {
  storage.set("latent-loom.latents", damaged);
  expect(keptPosition("a", 2, 0)).toBeNull();
});
