/** What nobody can reach any more goes, in Node: to see what is still held. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { nextTask } from "../../lib/nextTask.ts";

export async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 3; round++) {
    await nextTask(); // what a task has looked at is held to its end
    collect();
  }
}
