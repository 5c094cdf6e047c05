/** A disk that is full wherever something is written. */
import { expect, test } from "./fixtures.ts";
import { fullDisk } from "./fullDisk.ts";

test("a full disk is told wherever it is met, and what waits is saved when there is room", async ({
  page,
}, info) => {
  test.setTimeout(240_000);
  const toldAfterMs = await fullDisk(page, info.outputPath("textures"));
  info.annotations.push({ type: "told after ms", description: JSON.stringify(toldAfterMs) });
  for (const ms of Object.values(toldAfterMs)) expect(ms).not.toBeNaN(); // `npm run soak` holds it to a bar
});
