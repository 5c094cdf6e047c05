/** A process's side of calls that come as lines. */
import { createInterface } from "node:readline";
import { answer, type Call, type Methods } from "./calls.ts";

/** Answers calls on stdin, one after another, until it ends. What libraries print goes to stderr. */
export async function serveLines(methods: Methods): Promise<never> {
  console.log = console.error;
  for await (const line of createInterface({ input: process.stdin })) {
    const given = await answer(JSON.parse(line) as Call, methods);
    process.stdout.write(`${JSON.stringify(given)}\n`);
  }
  process.exit(0); // Dawn's threads would keep it alive
}
