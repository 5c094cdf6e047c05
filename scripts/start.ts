/** `npm start`: builds if needed, serves the app, prints its address and opens a browser where there is one. */
import { spawn } from "node:child_process";
import { buildIfNeeded, serveApp } from "./builtApp.ts";

/** The program that opens an address in the desktop's browser; none where no desktop session runs. */
function openCommand(): readonly [string, ...string[]] | undefined {
  if (process.env.CI || process.env.BROWSER === "none") return undefined;
  if (process.platform === "darwin") return ["open"];
  if (process.platform === "win32") return ["cmd", "/c", "start", ""];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ["xdg-open"] : undefined;
}

function openBrowser(url: string): void {
  const [program, ...args] = openCommand() ?? [];
  if (!program) return;
  const browser = spawn(program, [...args, url], { stdio: "ignore", detached: true });
  browser.on("error", () => undefined); // no such program: the printed address is enough
  browser.unref();
}

const asked = Number(process.env.PORT);
await buildIfNeeded();
const { url } = await serveApp(asked > 0 ? asked : undefined);
process.stdout.write(`Latent Loom is at ${url}  (Ctrl+C stops it)\n`);
openBrowser(url);
