import { expect, it } from "vitest";
import { photosLost, situations } from "../testing/photosSurvive.ts";

it.each(Object.entries(situations))(
  "no photo is lost in 50 starts where %s",
  async (_what, situation) => {
    expect(await photosLost(situation, 50)).toBe(0);
  },
);
