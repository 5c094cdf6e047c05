/** Every soak case by its name on the command line; each brings much along that the others do not need. */
import type { SoakCase } from "./soakCase.ts";

type LoadCase = () => Promise<SoakCase>;

export const soakCases: Readonly<Record<string, LoadCase>> = {
  "device-loss": async () => (await import("./cases/deviceLoss.ts")).deviceLoss,
  copies: async () => (await import("./cases/copies.ts")).photoCopies,
  "worker-loss": async () => (await import("./cases/workerLoss.ts")).workerLoss,
  "full-disk": async () => (await import("./cases/fullDisk.ts")).fullDisk,
  "fuzz-images": async () => (await import("./cases/fuzzImages.ts")).fuzzImages,
  "fuzz-stored": async () => (await import("./cases/fuzzStored.ts")).fuzzStored,
  "gpu-kernels": async () => (await import("./cases/gpuKernels.ts")).gpuKernels,
  kill: async () => (await import("./cases/kill.ts")).kill,
  "photos-survive": async () => (await import("./cases/photosSurvive.ts")).photosSurvive,
  memory: async () => (await import("./cases/memory.ts")).memory,
  resume: async () => (await import("./cases/resume.ts")).resume,
  "short-memory": async () => (await import("./cases/shortMemory.ts")).shortMemory,
  "two-tabs": async () => (await import("./cases/twoTabs.ts")).twoTabs,
  "tuned-pauses": async () => (await import("./cases/tunedPauses.ts")).tunedPauses,
  wasm: async () => (await import("./cases/wasmBuilds.ts")).wasmBuilds,
};
