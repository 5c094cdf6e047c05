/** Records and checkpoints, mutated. */
import { fuzzStored as fuzz } from "../fuzzStored.ts";
import type { SoakCase } from "../soakCase.ts";

/** Growth of this program over all of it, MB. */
const mostGrowth = 200;

const megabytes = (): number => process.memoryUsage().rss / 2 ** 20;

export const fuzzStored: SoakCase = {
  summary: "mutated records and checkpoints are read, or refused by name",
  count: 5000,
  async run({ count, seed, onProgress }) {
    await fuzz(Math.min(count, 200), seed); // what is loaded once is not growth
    const before = megabytes();
    const { read, refused, failures } = await fuzz(
      count,
      seed,
      (done) => done % 100 === 0 && onProgress(done, count),
    );
    const growth = Math.round(megabytes() - before);
    const found = growth > mostGrowth ? [...failures, `memory grew by ${growth} MB`] : failures;
    return {
      passed: found.length === 0,
      figures: { read, refused, megabytesGrown: growth },
      failures: found,
    };
  },
};
