/** Every rule with a run that is ill and with one that is well. */
import { describe, expect, it } from "vitest";
import { registry, specOf } from "../../engine/tasks/registry.ts";
import type { Hparams, ModelSpec } from "../../protocol/spec.ts";
import type { RunSeries } from "../series.ts";
import { diagnose, type Finding } from "./diagnose.ts";
import type { Signs } from "./signs.ts";

const steps = 1000;

/** A value for each share (0…1) of what has been trained. */
type Course = (share: number) => number;

const falling =
  (from: number, to: number): Course =>
  (share) =>
    from + (to - from) * share;
const level =
  (value: number): Course =>
  () =>
    value;
/** `from` up to a share of the way, then `to`. */
const turning =
  (at: number, from: number, to: number): Course =>
  (share) =>
    share < at ? from : to;

/** Logged at every tenth step; what is measured now and then at every fiftieth. */
function seriesOf(courses: Readonly<Record<string, Course>>, step: number): RunSeries {
  const at = Array.from({ length: step / 10 }, (_, index) => (index + 1) * 10);
  const isSparse = (name: string) => /^(val|gradient|spread)/.test(name);
  const columns = Object.entries(courses).map(([name, course]) => {
    const values = at.map((each) =>
      isSparse(name) && each % 50 !== 0 ? null : course(each / step),
    );
    return [name, values] as const;
  });
  return { steps: at, columns: new Map(columns) };
}

function signsOf(
  model: ModelSpec | undefined,
  courses: Readonly<Record<string, Course>>,
  changes: Partial<Signs> & { readonly set?: Hparams } = {},
): Signs {
  if (!model) throw new Error("There is no such model");
  const { set, ...rest } = changes;
  const { step = 600 } = rest;
  const defaults = Object.entries(model.hparams).map(([key, field]) => [key, field.default]);
  return {
    spec: model,
    hparams: { ...Object.fromEntries(defaults), steps, ...set },
    step,
    since: 0,
    halvings: 0,
    series: seriesOf(courses, step),
    ...rest,
  };
}

const found = (signs: Signs, before?: readonly Finding[]) => diagnose(signs, before).findings;
const idsOf = (signs: Signs, before?: readonly Finding[]) =>
  found(signs, before).map(({ id }) => id);

/** What the first remedy of the gravest finding changes. */
function changeOf(signs: Signs): unknown {
  const [remedy] = found(signs)[0]?.remedies ?? [];
  return remedy?.kind === "adjust" ? { [remedy.key]: remedy.to } : remedy?.kind;
}

const { gan, vae, classifier, autoencoder, cyclegan } = Object.fromEntries(
  Object.values(registry).map((definition) => [definition.id, specOf(definition)]),
);

const duel = {
  dReal: level(0.7),
  dFake: level(0.3),
  "val.dReal": level(0.65),
  spread: level(0.8),
  "gradient.generator": level(1),
  "gradient.discriminator": level(1),
};
/** With a discriminator that trusts unseen photos as much as those it trains on. */
const judging = (dReal: Course, dFake: Course) => ({ ...duel, dReal, dFake, "val.dReal": dReal });
const lesson = {
  loss: falling(2, 0.4),
  accuracy: falling(0.2, 0.9),
  "val.loss": falling(2, 0.6),
  "val.accuracy": falling(0.2, 0.8),
  "gradient.adam": falling(2, 0.5),
};
const bound = {
  loss: falling(900, 300),
  reconstruction: falling(880, 250),
  kl: falling(20, 50),
  "val.loss": falling(900, 320),
  "val.reconstruction": falling(880, 270),
  "val.activeUnits": level(30),
  spread: level(0.4),
  "gradient.adam": falling(900, 80),
};

describe("a run that is well", () => {
  it.each([
    ["GAN", signsOf(gan, duel)],
    [
      "GAN whose generator has caught up",
      signsOf(gan, judging(falling(0.9, 0.52), falling(0.2, 0.48))),
    ],
    [
      "GAN whose discriminator is ahead for a while",
      signsOf(gan, judging(turning(0.8, 0.7, 0.97), turning(0.8, 0.3, 0.03))),
    ],
    [
      "GAN whose pictures only begin to differ",
      signsOf(gan, { ...duel, spread: falling(0.02, 0.4) }),
    ],
    [
      "GAN with little trust in unseen photos from the start",
      signsOf(gan, { ...duel, dReal: falling(0.6, 0.85), "val.dReal": level(0.45) }),
    ],
    ["classifier", signsOf(classifier, lesson)],
    ["VAE", signsOf(vae, bound)],
    [
      "VAE whose loss grows with β alone",
      signsOf(vae, { ...bound, loss: falling(300, 400), "val.loss": falling(400, 420) }),
    ],
    [
      "cyclic GAN whose discriminators only find their level",
      signsOf(cyclegan, {
        dReal: falling(0.2, 0.5),
        dFake: falling(0.2, 0.47),
        dLoss: falling(2.6, 0.5),
        "val.change": level(0.3),
      }),
    ],
    ["cyclic GAN", signsOf(cyclegan, { "val.change": level(0.3), "val.cycle": level(0.06) })],
    [
      "classifier that has learnt it all",
      signsOf(classifier, {
        ...lesson,
        loss: falling(2, 0.001),
        "gradient.adam": (share) => 2 * Math.exp(-9 * share),
      }),
    ],
  ])("has no finding: %s", (_, signs) => {
    expect(diagnose(signs)).toEqual({ isWaiting: false, findings: [] });
  });
});

describe("a run that is ill", () => {
  const ill: [string, Signs, unknown][] = [
    ["discriminatorStrong", signsOf(gan, judging(level(0.97), level(0.03))), { diffAugment: 0.2 }],
    [
      "discriminatorStrong",
      signsOf(gan, judging(level(0.97), level(0.03)), { set: { diffAugment: 0.8 } }),
      { dropout: 0.65 },
    ],
    ["discriminatorWeak", signsOf(gan, judging(level(0.5), level(0.5))), { learningRate: 4e-4 }],
    [
      "discriminatorWeak",
      signsOf(gan, judging(level(0.9), turning(0.5, 0.2, 0.85)), { set: { diffAugment: 0.7 } }),
      { diffAugment: 0.5 },
    ],
    ["collapse", signsOf(gan, { ...duel, spread: turning(0.4, 0.8, 0.1) }), { learningRate: 1e-4 }],
    ["posteriorCollapse", signsOf(vae, { ...bound, "val.activeUnits": level(0) }), { beta: 0.25 }],
    [
      "posteriorCollapse",
      signsOf(vae, { ...bound, "val.activeUnits": level(0) }, { set: { beta: 0.05 } }),
      { sigma: 0.075 },
    ],
    [
      "identityCollapse",
      signsOf(cyclegan, { "val.change": level(0.02), "val.cycle": level(0.02) }),
      { identityWeight: 2.5 },
    ],
    [
      "vanishing",
      signsOf(
        autoencoder,
        { loss: level(1), "val.loss": level(1), "gradient.adam": turning(0.5, 1, 1e-4) },
        { set: { steps: 10_000 } },
      ),
      { learningRate: 0.003 },
    ],
    [
      "vanishing",
      signsOf(gan, { ...duel, dLoss: level(1), "gradient.generator": turning(0.5, 1, 1e-5) }),
      { diffAugment: 0.2 },
    ],
    ["unsteady", signsOf(classifier, lesson, { halvings: 1 }), { learningRate: 0.0015 }],
    [
      "unsteady",
      signsOf(classifier, { ...lesson, "gradient.adam": turning(0.7, 1, 60) }),
      { learningRate: 0.0015 },
    ],
    [
      "overfitting",
      signsOf(classifier, { ...lesson, "val.loss": (share) => 0.6 + (share - 0.4) ** 2 * 4 }),
      { dropout: 0.45 },
    ],
    [
      "overfitting",
      signsOf(vae, { ...bound, "val.reconstruction": turning(0.5, 300, 400) }),
      { beta: 2 },
    ],
    [
      "overfitting",
      signsOf(gan, { ...duel, dReal: level(0.8), "val.dReal": falling(0.8, 0.2) }),
      { diffAugment: 0.2 },
    ],
    [
      "setback",
      signsOf(
        vae,
        {
          ...bound,
          "val.reconstruction": turning(0.51, 300, 900),
          learningRate: turning(0.51, 0.001, 0.1),
        },
        { since: 300, set: { learningRate: 0.1 } },
      ),
      { learningRate: 0.05 },
    ],
    [
      "plateau",
      signsOf(classifier, {
        ...lesson,
        "val.accuracy": turning(0.3, 0.5, 0.7),
        "val.loss": turning(0.3, 1, 0.9),
      }),
      { learningRate: 0.0015 },
    ],
  ];

  it.each(ill)("%s", (id, signs, change) => {
    expect(idsOf(signs)).toEqual([id]);
    expect(changeOf(signs)).toEqual(change);
  });

  it("is watched for a while before anything is said, and again after a change", () => {
    const courses = judging(level(0.97), level(0.03));
    expect(diagnose(signsOf(gan, courses, { step: 40 })).isWaiting).toBe(true);
    expect(diagnose(signsOf(gan, courses, { since: 580 })).isWaiting).toBe(true);
    expect(idsOf(signsOf(gan, courses, { since: 400 }))).toEqual(["discriminatorStrong"]);
  });

  it("is judged by what came after the last change alone", () => {
    const courses = judging(turning(0.6, 0.97, 0.8), turning(0.6, 0.03, 0.2));
    expect(idsOf(signsOf(gan, courses, { since: 360 }))).toEqual([]);
  });

  it("is set back by a higher learning rate alone, and by much", () => {
    const rising = (to: number, rate: number) => ({
      ...bound,
      "val.reconstruction": turning(0.51, 300, to),
      learningRate: turning(0.51, 0.001, rate),
    });
    expect(idsOf(signsOf(vae, rising(450, 0.01), { since: 300 }))).toEqual([]);
    // Of another setting, after which the figure may mean something else.
    expect(idsOf(signsOf(vae, rising(900, 0.001), { since: 300 }))).toEqual([]);
    const game = { ...rising(900, 0.01), ...duel }; // whose losses tell nothing
    expect(idsOf(signsOf(gan, game, { since: 300 }))).toEqual([]);
  });

  it("says nothing of what is not measured", () => {
    expect(idsOf(signsOf(gan, {}))).toEqual([]);
  });

  it("offers photos where no setting is left", () => {
    const { dropout, noise, flip, ...hparams } = autoencoder?.hparams ?? {};
    const spec = { ...autoencoder, hparams } as ModelSpec;
    const signs = signsOf(spec, { loss: falling(1, 0.2), "val.loss": turning(0.5, 0.4, 0.6) });
    expect(found(signs)[0]?.remedies).toEqual([{ kind: "data" }]);
  });
});

it("a finding stays until it is clearly over", () => {
  const strong = (real: number) => signsOf(gan, judging(level(real), level(1 - real)));
  expect(idsOf(strong(0.89))).toEqual([]);
  const before = found(strong(0.95));
  expect(idsOf(strong(0.89), before)).toEqual(["discriminatorStrong"]);
  expect(idsOf(strong(0.8), before)).toEqual([]);
});
