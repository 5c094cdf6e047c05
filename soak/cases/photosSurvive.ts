/** Starts with storage that is denied, late, new, of a newer version, damaged, or fails at a call. */
import { photosLost, situations } from "../../src/engine/testing/photosSurvive.ts";
import type { SoakCase } from "../soakCase.ts";

export const photosSurvive: SoakCase = {
  summary: "no photo is lost over so many starts in each way that storage can fail",
  count: 50,
  async run({ count, onProgress }) {
    const failures: string[] = [];
    const all = Object.entries(situations);
    let lost = 0;
    for (const [at, [what, situation]] of all.entries()) {
      const gone = await photosLost(situation, count);
      lost += gone;
      if (gone > 0) failures.push(`${gone} photos where ${what}`);
      onProgress(at + 1, all.length);
    }
    const figures = { situations: all.length, startsEach: count, photosLost: lost };
    return { passed: lost === 0, figures, failures };
  },
};
