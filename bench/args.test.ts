import { describe, expect, it } from "vitest";
import { parseBenchArgs } from "./args.ts";
import { caseNames, engineNames } from "./step/cases.ts";

describe("the bench's command line", () => {
  it("measures everything in a browser when nothing is chosen", () => {
    expect(parseBenchArgs(["step"], {})).toEqual({
      command: "step",
      cases: caseNames,
      engines: engineNames,
      host: "browser",
    });
  });

  it("takes cases and engines again and again, in the table's order", () => {
    const args = ["step", "--case", "vae-32", "--case", "gan-w8-32", "--engine", "wasm"];
    expect(parseBenchArgs([...args, "--json", "a.json"], {})).toMatchObject({
      cases: ["gan-w8-32", "vae-32"],
      engines: ["wasm"],
      json: "a.json",
    });
  });

  it("takes the host from the environment unless the command line names it", () => {
    const env = { BENCH_HOST: "node" };
    expect(parseBenchArgs(["parity"], env)).toEqual({ command: "parity", host: "node" });
    expect(parseBenchArgs(["parity", "--host", "browser"], env)).toMatchObject({ host: "browser" });
  });

  it("takes a file for the models' figures", () => {
    expect(parseBenchArgs(["models", "--json", "a.json"], {})).toEqual({
      command: "models",
      json: "a.json",
    });
  });

  it.each([
    [["fly"], "ui, step, inference, models, resume, photos or parity"],
    [["step", "--case", "gan"], "--case"],
    [["step", "--engine", "cuda"], "--engine"],
    [["parity", "--host", "moon"], "--host"],
    [["ui", "--seconds", "0"], "--seconds"],
    [["ui", "--backend", "webgl"], "--backend"],
    [["ui", "--width", "0"], "--width"],
    [["ui", "--model", "transformer"], "--model"],
    [["ui", "--case", "sliders"], "--case"],
    [["ui", "--photos", "0"], "--photos"],
    [["step", "--fast"], "--fast"],
  ])("refuses %j and names what is wrong", (argv, part) => {
    expect(() => parseBenchArgs(argv, {})).toThrow(part);
  });
});
