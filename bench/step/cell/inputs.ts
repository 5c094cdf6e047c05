/** What a step is given from outside, drawn on the host as our own step draws it on the device. */

import type { PatchBytes } from "../../../src/engine/dataset/patchSet.ts";
import { keptFeatures } from "../../../src/engine/models/ganNetworks.ts";
import { sizeOf } from "../../../src/graph/program.ts";
import { type Clock, normals, uniforms } from "../../../src/lib/philox.ts";
import type { StepCase } from "../cases.ts";

export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/**
 * By name: `images` [B, s, s, 3] in [-1, 1] everywhere; `z` and `zAgain` [B, latentDim] for the fakes
 * of the discriminator's and of the generator's update; `noise` [B, latentDim]; `labels` [B]; `fakes`
 * like images; and dropout as factors [B, features]: `keptReal`, `keptFake`, `keptForged`, `kept` and
 * `keptHidden`.
 */
export type Inputs = Readonly<Record<string, HostTensor>>;

interface Chance {
  readonly clock: Clock;
  /** Share of features dropped. */
  readonly dropout: number;
}

/** Inputs by name in the order in which the model draws them, each from a stream of its own. */
type Draws = Readonly<Record<string, { readonly kind: "normal" | "mask"; readonly width: number }>>;

/** The article's latent sizes, the defaults of our models. */
const latentDims = { gan: 100, vae: 32 };
/** Features that the classifier pools beside those of its blocks, and neurons of its hidden layer. */
const otherFeatures = 6;
const hiddenUnits = 64;

export function inputsAt(
  stepCase: StepCase,
  patches: PatchBytes,
  indices: Int32Array,
  chance: Chance,
): Inputs {
  const { network, batchSize } = stepCase;
  const images = imagesOf(patches, indices.subarray(0, batchSize));
  const drawn = Object.entries(drawsOf(stepCase)).map(([name, { kind, width }], stream) => {
    const shape = [batchSize, width];
    return [name, { shape, data: draw(kind, shape, chance, stream) }] as const;
  });
  const inputs = { images, ...Object.fromEntries(drawn) };
  if (network === "discriminator")
    return { ...inputs, fakes: imagesOf(patches, indices.subarray(batchSize)) };
  if (network !== "classifier") return inputs;
  const labels = indices.map((index) => patches.labels[index] as number); // one a patch
  return { ...inputs, labels: { shape: [batchSize], data: labels } };
}

function drawsOf({ network, size, width }: StepCase): Draws {
  const z = { kind: "normal", width: latentDims.gan } as const;
  const kept = { kind: "mask", width: keptFeatures({ size, width, latentDim: 0 }) } as const;
  switch (network) {
    case "gan":
      return { z, keptReal: kept, keptFake: kept, zAgain: z, keptForged: kept };
    case "vae":
      return { noise: { kind: "normal", width: latentDims.vae } };
    case "classifier":
      return {
        kept: { kind: "mask", width: 11 * width + otherFeatures },
        keptHidden: { kind: "mask", width: hiddenUnits },
      };
    case "discriminator":
      return { keptReal: kept, keptFake: kept };
    default:
      return network satisfies never;
  }
}

function draw(
  kind: "normal" | "mask",
  shape: readonly number[],
  { clock, dropout }: Chance,
  stream: number,
): Float32Array {
  if (kind === "normal") return normals(sizeOf(shape), clock, stream);
  const factor = 1 / (1 - dropout);
  return uniforms(sizeOf(shape), clock, stream).map((number) => (number < dropout ? 0 : factor));
}

function imagesOf({ pixels, size }: PatchBytes, indices: Int32Array): HostTensor {
  const length = size * size * 3;
  const data = new Float32Array(indices.length * length);
  indices.forEach((index, slot) => {
    const patch = pixels.subarray(index * length, (index + 1) * length);
    data.set(
      Float32Array.from(patch, (byte) => byte / 127.5 - 1),
      slot * length,
    );
  });
  return { shape: [indices.length, size, size, 3], data };
}
