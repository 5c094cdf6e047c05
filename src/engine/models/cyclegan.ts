/**
 * Cyclic GAN (Zhu, Park, Isola & Efros, 2017): two generators translate between two domains of unpaired
 * photos, and there and back again must lead home.
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";
import { paddings } from "../layers/padding.ts";
import { adversarialLosses } from "../losses/adversarial.ts";
import type { StepRandom } from "../ops/random.ts";
import { Adam } from "../optimizers/adam.ts";
import { descend, trainableVariables } from "../optimizers/descend.ts";
import { linearDecay } from "../optimizers/linearDecay.ts";
import { choiceOf, commonHparams, isOn, numberOf } from "./commonHparams.ts";
import { buildPatchDiscriminator, buildTranslator, type CyclicLayout } from "./cyclicNetworks.ts";
import { augmentBy, diffAugment, isSameAugment } from "./diffAugment.ts";
import { ImagePool } from "./imagePool.ts";
import {
  advanced,
  type Batch,
  boolean,
  choice,
  defineModel,
  float,
  int,
  live,
  type Model,
  type Shape,
  type StepContext,
  type Translating,
} from "./model.ts";

const hparams = {
  ...commonHparams({ steps: 8000, batchSize: 2, learningRate: 2e-4, width: 24 }),
  cycleWeight: live(float(10, 0, 50, 0.5)),
  identityWeight: live(float(5, 0, 50, 0.5)),
  blocks: advanced(int(3, 1, 9)),
  padding: advanced(choice("reflect", paddings)),
  skip: advanced(boolean(false)),
  diffAugment: live(advanced(float(0, 0, 1, 0.05))),
};

/** The names of the two sides, and of the updates that a step may be restricted to. */
const sides = ["discriminators", "generators"] as const;

export const cyclegan = defineModel({
  id: "cyclegan",
  tasks: ["translate"],
  needs: "twoDomains",
  suits: { size: 32, shortSide: 128 },
  hparams,
  presets: [
    { id: "small", hparams: { skip: true } },
    { id: "faithful", hparams: { skip: true, cycleWeight: 30, steps: 16_000 } },
    { id: "paper", hparams: { width: 64, blocks: 6, batchSize: 1, steps: 20_000 } },
  ],
  sides,
  losses: ["dLoss", "gLoss", "cycle", "identity", "dReal", "dFake"],
  validation: ["cycle", "change"],
  build: (values, shape, rng) => new CycleGan(values, shape, rng),
});

/** Memory of the gradient's mean, as in the paper. */
const beta1 = 0.5;
/** Images drawn before that a discriminator may be shown again. */
const poolCapacity = 50;
/** Share of the steps in which the learning rate falls, in a straight line to 0. */
const decayShare = 0.5;

const { leastSquares } = adversarialLosses;

/** What a step is fed. */
type Scalar = "learningRate" | "cycleWeight" | "identityWeight" | "diffAugment" | "slot" | "filled";

/** One for each domain: 0, the batch's own, and 1, the other. */
type Pair<T> = readonly [T, T];

/** The discriminators' verdicts on images of each domain. */
type Score = (images: Pair<tf.Tensor4D>) => Pair<tf.Tensor>;

/** Into each domain: what comes of the other's images. */
const sourceOf = [1, 0] as const;

class CycleGan implements Model, Translating {
  readonly networks: Readonly<
    Record<"toA" | "toB" | "discriminatorA" | "discriminatorB", tf.LayersModel>
  >;
  readonly optimizers: { readonly generators: Adam; readonly discriminators: Adam };
  readonly buffers: { readonly poolA: tf.Variable; readonly poolB: tf.Variable };
  readonly #pools: Pair<ImagePool>;
  readonly #capacity: number;
  #learningRate = 0;
  #batchSize = 0;
  #cycleWeight = 0;
  #identityWeight = 0;
  #augment = { chance: 0, colour: false };

  constructor(values: Hparams, { size }: Shape, rng: Rng) {
    this.adjust(values);
    const layout: CyclicLayout = {
      width: numberOf(values, "width"),
      blocks: numberOf(values, "blocks"),
      padding: choiceOf(values, "padding", paddings),
      skip: isOn(values, "skip"),
    };
    this.networks = {
      toA: buildTranslator(layout, rng),
      toB: buildTranslator(layout, rng),
      discriminatorA: buildPatchDiscriminator(layout, rng),
      discriminatorB: buildPatchDiscriminator(layout, rng),
    };
    const { toA, toB, discriminatorA, discriminatorB } = this.networks;
    this.optimizers = {
      generators: new Adam(trainableVariables(toA, toB), beta1),
      discriminators: new Adam(trainableVariables(discriminatorA, discriminatorB), beta1),
    };
    this.#capacity = Math.max(poolCapacity, this.#batchSize);
    this.#pools = [new ImagePool(this.#capacity, size), new ImagePool(this.#capacity, size)];
    this.buffers = { poolA: this.#pools[0].images, poolB: this.#pools[1].images };
  }

  /** A smaller batch than it was built for is another step too. */
  adjust(values: Hparams): boolean {
    const before = { batchSize: this.#batchSize, augment: this.#augment };
    this.#learningRate = numberOf(values, "learningRate");
    this.#batchSize = numberOf(values, "batchSize");
    this.#cycleWeight = numberOf(values, "cycleWeight");
    this.#identityWeight = numberOf(values, "identityWeight");
    this.#augment = { chance: numberOf(values, "diffAugment"), colour: false };
    return before.batchSize === this.#batchSize && isSameAugment(before.augment, this.#augment);
  }

  schedule(step: number, steps: number) {
    const { slot, filled } = ImagePool.placeAt(step, this.#batchSize, this.#capacity);
    return {
      learningRate: this.#learningRate * linearDecay(step, steps, decayShare),
      cycleWeight: this.#cycleWeight,
      identityWeight: this.#identityWeight,
      diffAugment: this.#augment.chance,
      slot,
      filled,
    };
  }

  trainStep(batch: Batch, context: StepContext<Scalar>) {
    const { random, scalars, only } = context;
    const real = domainsOf(batch);
    const fakes = this.#across(real); // outside of the closure: no gradient reaches the generators
    const shown = only === "generators" ? fakes : this.#exchange(fakes, random, scalars);
    const { generators, discriminators } = this.optimizers;
    const score = (images: Pair<tf.Tensor4D>) => this.#scores(images, random, scalars.diffAugment);
    const judge = () => this.#judge(real, shown, score);
    const forge = () => this.#forge(real, score, scalars);
    const { loss: dLoss, ...shares } =
      only === "generators" ? judge() : descend(discriminators, scalars.learningRate, judge);
    const { loss, ...costs } =
      only === "discriminators" ? forge() : descend(generators, scalars.learningRate, forge);
    loss.dispose(); // its parts tell more
    return { dLoss, ...costs, ...shares };
  }

  /** How far there and back again is off, and how much a translation changes, as mean differences of a value in [-1, 1]. */
  validate(batch: Batch) {
    const real = domainsOf(batch);
    const fakes = this.#across(real);
    return {
      cycle: meanOf(this.#across(fakes), real, distance),
      change: meanOf(fakes, [real[1], real[0]], distance),
    };
  }

  translate(images: tf.Tensor4D, target: number): tf.Tensor4D {
    return this.#into(target === 0 ? 0 : 1, images);
  }

  dispose(): void {
    for (const network of Object.values(this.networks)) network.dispose();
    for (const optimizer of Object.values(this.optimizers)) optimizer.dispose();
    for (const pool of this.#pools) pool.dispose();
  }

  #judge(real: Pair<tf.Tensor4D>, shown: Pair<tf.Tensor4D>, score: Score) {
    const realScores = score(real);
    const fakeScores = score(shown);
    const costs = sum([...realScores.map(leastSquares.real), ...fakeScores.map(leastSquares.fake)]);
    return {
      loss: costs.div<tf.Scalar>(2), // the discriminators learn at half the pace, as in the paper
      dReal: sum(realScores.map(leastSquares.verdict)).div<tf.Scalar>(2),
      dFake: sum(fakeScores.map(leastSquares.verdict)).div<tf.Scalar>(2),
    };
  }

  #forge(
    real: Pair<tf.Tensor4D>,
    score: Score,
    { cycleWeight, identityWeight }: Record<"cycleWeight" | "identityWeight", tf.Scalar>,
  ) {
    const fakes = this.#across(real);
    const gLoss = sum(score(fakes).map(leastSquares.forged));
    const cycle = meanOf(this.#across(fakes), real, distance);
    const same = [this.#into(0, real[0]), this.#into(1, real[1])] as const;
    const identity = meanOf(same, real, distance);
    const loss = gLoss
      .add(cycle.mul(cycleWeight.mul(2)))
      .add<tf.Scalar>(identity.mul(identityWeight.mul(2)));
    return { loss, gLoss, cycle, identity };
  }

  /** Images of each domain, made of the other's. */
  #across(images: Pair<tf.Tensor4D>): Pair<tf.Tensor4D> {
    return [this.#into(0, images[sourceOf[0]]), this.#into(1, images[sourceOf[1]])];
  }

  #into(domain: 0 | 1, images: tf.Tensor4D): tf.Tensor4D {
    const { toA, toB } = this.networks;
    return (domain === 0 ? toA : toB).apply(images) as tf.Tensor4D;
  }

  #scores(images: Pair<tf.Tensor4D>, random: StepRandom, chance: tf.Scalar): Pair<tf.Tensor> {
    const { discriminatorA, discriminatorB } = this.networks;
    const settings = augmentBy(this.#augment, chance);
    const score = (judge: tf.LayersModel, seen: tf.Tensor4D) =>
      judge.apply(diffAugment(seen, random, settings)) as tf.Tensor;
    return [score(discriminatorA, images[0]), score(discriminatorB, images[1])];
  }

  #exchange(
    fakes: Pair<tf.Tensor4D>,
    random: StepRandom,
    place: { readonly slot: tf.Scalar; readonly filled: tf.Scalar },
  ): Pair<tf.Tensor4D> {
    const [poolA, poolB] = this.#pools;
    return [poolA.exchange(fakes[0], random, place), poolB.exchange(fakes[1], random, place)];
  }
}

function domainsOf({ images, otherDomain }: Batch): Pair<tf.Tensor4D> {
  if (!otherDomain) throw new Error("The cyclic GAN needs two domains");
  return [images, otherDomain];
}

/** Mean absolute difference of a value. */
const distance = (a: tf.Tensor, b: tf.Tensor): tf.Scalar => tf.sub(a, b).abs().mean();

const sum = (scalars: readonly tf.Scalar[]): tf.Scalar => tf.addN([...scalars]);

/** Mean over both domains. */
function meanOf(
  a: Pair<tf.Tensor>,
  b: Pair<tf.Tensor>,
  measure: (a: tf.Tensor, b: tf.Tensor) => tf.Scalar,
): tf.Scalar {
  return sum([measure(a[0], b[0]), measure(a[1], b[1])]).div(2);
}
