/** The DCGAN and its discriminator alone in jax-js. */
import { nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import type { Problem } from "../../problem.ts";
import { type Slots, update } from "./adam.ts";
import { conv, dense, flatten, inOrder, norm, toMap, toPlanes, upConv } from "./layers.ts";
import type { Arrays, JaxStep } from "./step.ts";

const slope = 0.2;
const shape = { kernel: 4, stride: 2, useBias: true } as const;

/** −log σ(logit), mean over the batch. */
const costAsReal = (logits: np.Array) => np.mean(nn.softplus(logits.mul(-1)));
/** −log(1 − σ(logit)) */
const costAsFake = (logits: np.Array) => np.mean(nn.softplus(logits));

export function ganStep({ stepCase, hparams, beta1 }: Problem): JaxStep {
  const rates = { learningRate: Number(hparams.learningRate), beta1 };
  const fakesOf = (weights: np.Array[], z: np.Array) => generate(weights, z, stepCase.size / 8);
  const forge = (generator: np.Array[], discriminator: np.Array[], z: np.Array, kept: np.Array) =>
    costAsReal(score(discriminator, fakesOf(generator, z), kept));
  return ({ slots, updates }, inputs) => {
    const { images, z, keptReal, keptFake, zAgain, keptForged } = inputs as Case;
    const [discriminator, generator] = [slots.discriminator, slots.generator] as [Slots, Slots];
    const count = updates.add(1);
    const fakes = fakesOf(tree.ref(generator.parameters), z);
    const [dLoss, dGradients] = valueAndGrad(judge)(
      tree.ref(discriminator.parameters),
      toPlanes(images),
      fakes,
      keptReal,
      keptFake,
    );
    const judged = update(discriminator, dGradients, count.ref, rates);
    const [gLoss, gGradients] = valueAndGrad(forge)(
      tree.ref(generator.parameters),
      tree.ref(judged.parameters),
      zAgain,
      keptForged,
    );
    const forged = update(generator, gGradients, count.ref, rates);
    const state = { slots: { generator: forged, discriminator: judged }, updates: count };
    return { state, losses: { dLoss, gLoss } };
  };
}

export function discriminatorStep({ hparams, beta1 }: Problem): JaxStep {
  const rates = { learningRate: Number(hparams.learningRate), beta1 };
  return ({ slots, updates }, inputs) => {
    const { images, fakes, keptReal, keptFake } = inputs as Case;
    const discriminator = slots.discriminator as Slots;
    const count = updates.add(1);
    const [loss, gradients] = valueAndGrad(judge)(
      tree.ref(discriminator.parameters),
      toPlanes(images),
      toPlanes(fakes),
      keptReal,
      keptFake,
    );
    const judged = update(discriminator, gradients, count.ref, rates);
    return { state: { slots: { discriminator: judged }, updates: count }, losses: { loss } };
  };
}

type Names = "images" | "fakes" | "z" | "zAgain" | "keptReal" | "keptFake" | "keptForged";
type Case = Arrays & Record<Names, np.Array>;

/** What it costs to tell real from fake, each with its own statistics. */
function judge(
  weights: np.Array[],
  real: np.Array,
  fake: np.Array,
  keptReal: np.Array,
  keptFake: np.Array,
): np.Array {
  const cost = costAsReal(score(tree.ref(weights), real, keptReal));
  return cost.add(costAsFake(score(weights, fake, keptFake)));
}

/** Images [B, 3, s, s] → logits [B, 1] */
function score(weights: np.Array[], images: np.Array, kept: np.Array): np.Array {
  const next = inOrder(weights);
  let hidden = nn.leakyRelu(conv(images, next, shape), slope);
  for (let level = 0; level < 2; level++) hidden = norm(conv(hidden, next, shape), next, slope);
  const logits = dense(flatten(hidden).mul(kept), next);
  tree.dispose(weights);
  return logits;
}

/** z [B, latentDim] → images [B, 3, s, s] */
function generate(weights: np.Array[], z: np.Array, side: number): np.Array {
  const next = inOrder(weights);
  let hidden = norm(toMap(dense(z, next), side), next, slope);
  for (let level = 0; level < 2; level++) hidden = norm(upConv(hidden, next, shape), next, slope);
  const images = np.tanh(upConv(hidden, next, shape));
  tree.dispose(weights);
  return images;
}
