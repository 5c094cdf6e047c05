import { expect, it } from "vitest";
import { Rng } from "../../lib/rng.ts";
import { buildDiscriminator, buildGenerator } from "./ganNetworks.ts";

it("has as many parameters as the article's networks", () => {
  const layout = { size: 64, width: 64, latentDim: 100 };
  const [generator, discriminator] = [
    buildGenerator(layout, new Rng(1)),
    buildDiscriminator(layout, new Rng(1)),
  ];
  expect(generator.countParams()).toBe(1_225_155);
  expect(discriminator.countParams()).toBe(405_825);
  generator.dispose();
  discriminator.dispose();
});
