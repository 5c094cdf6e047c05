import type { Plugin } from "vite";

/** Where the list lies in `dist`, beside Vite's manifest. */
export const chunkModulesFile = ".vite/modules.json";

/** Writes which packages each script of the page holds, so that a check can prove what is not in it. */
export function chunkModules(): Plugin {
  return {
    name: "chunk-modules",
    apply: "build",
    generateBundle(_options, bundle) {
      const packages: Record<string, string[]> = {};
      for (const output of Object.values(bundle)) {
        if (output.type === "chunk") packages[output.fileName] = packagesOf(output.moduleIds);
      }
      this.emitFile({
        type: "asset",
        fileName: chunkModulesFile,
        source: JSON.stringify(packages, null, 1),
      });
    },
  };
}

/** Package names ("react", "@tensorflow/tfjs-core") behind module paths, each once, sorted. */
function packagesOf(moduleIds: readonly string[]): string[] {
  const names = moduleIds.flatMap(
    (id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}
