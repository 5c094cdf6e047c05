/** A program that answers calls: each line on its stdin is one, each line on its stdout an answer. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type Answer, type Remote, resultOf } from "./calls.ts";

/** @param env added to this process's own */
export function startProcess(
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Remote {
  const child = spawn(program, args, { env: { ...process.env, ...env } });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  child.stdin.on("error", () => undefined); // its end is told below
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<never>((_, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      reject(new Error(`The process ended (${signal ?? code}): ${lastLine(complaint)}`)),
    );
  });
  ended.catch(() => undefined); // it also ends when it is told to
  return {
    async ask(method, ...callArgs) {
      child.stdin.write(`${JSON.stringify({ method, args: callArgs })}\n`);
      const { value, done } = await Promise.race([lines.next(), ended]);
      return done ? ended : resultOf(JSON.parse(value) as Answer);
    },
    async close() {
      child.kill("SIGKILL");
      await ended.catch(() => undefined);
    },
  };
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
