/** A worker's side of calls that come as messages. */
import { answer, type Call, type Methods } from "./calls.ts";

/** Answers calls, one after another. */
export function serveMessages(methods: Methods): void {
  addEventListener("message", async ({ data }: MessageEvent<Call>) => {
    postMessage(await answer(data, methods));
  });
}
