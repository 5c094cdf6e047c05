import { describe, expect, it } from "vitest";
import { parseLabArgs, usageOf } from "./commandLine.ts";
import { loadVerbs, type Verb } from "./verb.ts";

const verbs = await loadVerbs();
const parse = (line: string) => parseLabArgs(line === "" ? [] : line.split(" "), verbs).args;

it("the verbs are there, one a file", () => {
  const names = verbs.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["assemble", "classify", "generate", "pretrain"]));
  expect(new Set(names).size).toBe(names.length);
});

describe.each(verbs.map((verb) => [verb.name, verb] as const))("%s", (name, { flags }) => {
  it("is told in the help, with every flag of its own", () => {
    const help = usageOf([verbs.find((verb) => verb.name === name) as Verb]);
    expect(help).toContain(`\n  ${name} `);
    for (const flag of flags) expect(help).toContain(`--${flag} `);
  });

  it("refuses what it does not know, in one line", () => {
    expect(() => parse(`${name} --frobnicate 1`)).toThrow(/frobnicate/);
    expect(() => parse(`${name} extra`)).toThrow(expect.objectContaining({ name: "UsageError" }));
  });
});

describe("lab arguments", () => {
  it("fill in CPU-sized defaults", () => {
    expect(parse("classify --train photos")).toEqual({
      command: "classify",
      train: "photos",
      seed: 1,
      backend: "auto",
      engine: "compiled",
      set: {},
    });
    expect(parse("generate --data photos")).toMatchObject({
      input: { data: "photos" },
      samples: 64,
      out: "lab/out",
    });
    expect(parse("pretrain")).toMatchObject({ out: "public/models" });
  });

  it("read every flag", () => {
    const line =
      "classify --train a --folds 5 --size 64 --seed 7 --steps 300 --seconds 60 --backend wasm --engine stock " +
      "--preset full --model classifier --set width=8 --set roll=true --set cut=random --json out.json";
    expect(parse(line)).toEqual({
      command: "classify",
      train: "a",
      folds: 5,
      size: 64,
      seed: 7,
      steps: 300,
      seconds: 60,
      backend: "wasm",
      engine: "stock",
      preset: "full",
      model: "classifier",
      set: { width: 8, roll: true, cut: "random" },
      json: "out.json",
    });
    expect(parse("classify --train a --test b")).toMatchObject({ train: "a", test: "b" });
    expect(
      parse("assemble --photo a.jpg --photo b.png --tile 320x256 --block 24 --centre 256 --seed 3"),
    ).toMatchObject({
      photos: ["a.jpg", "b.png"],
      settings: { width: 320, height: 256, block: 24, overlap: 0.3, freedom: 0.1, evenLight: 1 },
      centre: 256,
      seed: 3,
    });
    expect(parse("assemble --photo a --tile 97")).toMatchObject({
      settings: { width: 97, height: 97 },
    });
    expect(parse("generate --data a --samples 9 --out b")).toMatchObject({ samples: 9, out: "b" });
    expect(parse("generate --a one --b two --series _\\d$")).toMatchObject({
      input: { domains: ["one", "two"] },
      series: /_\d$/,
    });
  });

  it.each([
    ["", /Unknown command ""/],
    ["train", /Unknown command "train"/],
    ["classify", /--train is missing/],
    ["generate", /--data is missing/],
    ["generate --a one", /--b is missing/],
    ["generate --data a --a one --b two", /--data, or --a and --b/],
    ["generate --data a --series (", /--series must be a regular expression/],
    ["classify --train", /--train/],
    ["classify --train a --test b --folds 5", /--test or --folds/],
    ["classify --train a --folds 1", /--folds must be a number from 2/],
    ["classify --train a --folds 2.5", /--folds must be a whole number/],
    ["classify --train a --train b", /--train is given twice/],
    ["classify --train a --size 48", /--size must be 32 or 64/],
    ["classify --train a --size big", /--size must be a number/],
    ["classify --train a --steps 0", /--steps must be a number from 1/],
    ["classify --train a --backend gpu", /--backend must be one of/],
    ["classify --train a --engine steam", /--engine must be one of/],
    ["classify --train a --set width", /--set needs name=value/],
    ["classify --train a --samples 4", /--samples/],
    ["assemble", /--photo is missing/],
    ["assemble --photo a --tile 31", /--tile must be a side or WxH, 32 to 4096 px, not "31"/],
    ["assemble --photo a --tile 64x", /--tile must be/],
    ["assemble --photo a --overlap 0.6", /--overlap must be a number from 0.1 to 0.5/],
    ["generate --data a extra", /extra/],
    ["pretrain --frobnicate 1", /--frobnicate/],
  ])("refuse %j with one line", (line, message) => {
    expect(() => parse(line)).toThrow(expect.objectContaining({ name: "UsageError" }));
    expect(() => parse(line)).toThrow(message);
    expect(() => parse(line)).not.toThrow(/\n/);
  });
});
