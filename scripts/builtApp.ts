/** The built app on a local address: builds it when needed, then serves it with its security headers. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const here = fileURLToPath(new URL("..", import.meta.url));
const sources = [
  "src",
  "public",
  "vite",
  "lab/index.html",
  "index.html",
  "vite.config.ts",
  "package-lock.json",
];
const built = join(here, "dist/.vite/manifest.json");

export interface ServedApp {
  /** Ends with "/". */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds into `dist` when it is missing or older than what it is made of. */
export async function buildIfNeeded(): Promise<void> {
  if (changedAt(built) >= Math.max(...sources.map((path) => changedAt(join(here, path))))) return;
  process.stdout.write("Building the app\n");
  await build({ root: here, logLevel: "warn" });
}

/** Serves a checkout's `dist` on this machine only, on `port` or else the first free one from 4173. */
export async function serveApp(port?: number, root = here): Promise<ServedApp> {
  const server = await preview({
    root,
    logLevel: "error",
    preview: { port: port ?? 4173, strictPort: port !== undefined },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error("The server gave no address");
  return { url, close: () => server.close() };
}

/** Time of the newest file in a file or folder; 0 where there is none. */
function changedAt(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}
