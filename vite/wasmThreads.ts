import type { Plugin } from "vite";

const file = /tfjs-backend-wasm-threaded-simd\.js$/;
const readsScriptDir =
  /if\(typeof _scriptDir !== "undefined" && _scriptDir\)\{scriptDirectory=_scriptDir\}|\|\|_scriptDir/g;

/**
 * tfjs starts each WASM thread from the source text of a function (`toString()`). That function reads
 * `_scriptDir` from outside itself, and a minified build drops the guard around it, so that every
 * thread would die of a ReferenceError. The value is always undefined in a worker: take the reads out.
 */
export function wasmThreads(): Plugin {
  return {
    name: "wasm-threads",
    enforce: "pre",
    transform: {
      filter: { id: file },
      handler(code) {
        if (code.match(readsScriptDir)?.length !== 2) {
          this.error(
            "The WASM backend has changed: see whether its threads still need this plugin",
          );
        }
        return { code: code.replaceAll(readsScriptDir, ""), map: null };
      },
    },
  };
}
