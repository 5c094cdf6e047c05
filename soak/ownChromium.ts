/** A Chromium of our own with a profile on the disk, which can be killed as by a power cut. */
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium } from "playwright";
import { ensureChromium, quietFlags } from "../scripts/chromium.ts";

export interface OwnChromium {
  readonly browser: Browser;
  /** Ends all of its processes at once; nothing of it is asked to clean up. */
  kill(): Promise<void>;
}

const pollMs = 50;

/** @param profile folder of its own; what a page kept there is there again */
export async function startChromium(profile: string): Promise<OwnChromium> {
  const portFile = join(profile, "DevToolsActivePort");
  rmSync(portFile, { force: true });
  const flags = ["--headless=new", "--remote-debugging-port=0", "--no-first-run"];
  const child = spawn(
    ensureChromium(),
    [...quietFlags, ...flags, `--user-data-dir=${profile}`, "about:blank"],
    { detached: true, stdio: "ignore" }, // a group of its own, to be killed as one
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await portIn(portFile);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  return {
    browser,
    async kill() {
      process.kill(-(child.pid as number), "SIGKILL"); // it has started, so it has an id
      await ended;
      await browser.close().catch(() => undefined); // nobody is there to answer
    },
  };
}

async function portIn(file: string): Promise<number> {
  for (;;) {
    try {
      const port = Number(readFileSync(file, "utf8").split("\n")[0]);
      if (port > 0) return port;
    } catch {
      // not written yet
    }
    await pause(pollMs);
  }
}
