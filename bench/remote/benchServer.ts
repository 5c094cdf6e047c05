/** Serves the sources to a browser, compiled on the fly, isolated as the app is: WASM threads need that. */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { securityHeaders } from "../../vite/securityHeaders.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface BenchServer {
  /** Ends with "/". */
  readonly url: string;
  close(): Promise<void>;
}

/** @param worker the module that workers will be started from, by its path from the project's root */
export async function startBenchServer(worker: string): Promise<BenchServer> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: "error",
    cacheDir: `${root}.cache/bench/${basename(worker)}`, // one that another worker shares would be emptied
    plugins: [securityHeaders()],
    // Found in advance: a dependency that turns up late reloads the page in the middle of a measurement.
    // ONNX Runtime finds its threads beside itself, and may not be moved.
    optimizeDeps: { entries: [worker], exclude: ["onnxruntime-web"] },
    server: { host: "127.0.0.1", port: 4190, hmr: false, watch: null },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error("The server gave no address");
  return { url, close: () => server.close() };
}
