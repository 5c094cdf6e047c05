/** Devices that fail while a run trains, and how it goes on. */
export const devices = {
  "notice.wentBack.Diverged":
    "“{name}”: the losses ran away to infinity. The run goes on from step {step, number} with half the learning rate.",
  "notice.wentBack.DeviceLost":
    "The graphics card stopped for a moment. “{name}” goes on by itself from step {step, number}.",
  "notice.wentBack.OutOfMemory":
    "The memory did not suffice. “{name}” goes on from step {step, number} with batches of {batchSize, number}.",
  "notice.wentBack.OtherBackend":
    "The graphics card did not do what it was told. “{name}” goes on from step {step, number} with {backend, select, wasm {WebAssembly, on the processor} webgl {WebGL} webgpu {WebGPU} other {the processor}}.",
  "error.TooLarge":
    "Training on so many patches needs more memory than this page may take. Choose fewer crops per photo, less overlap or a smaller batch.",
  "train.cannot.tooLarge":
    "{patches, number} patches and this recipe need {bytes} of memory, and {budget} are there for it.",
  "train.useFitting": "Use the largest that fits",
  "banner.deviceGivenUp":
    "The graphics card stopped twice within a short time, and the browser lends it out no more. Your work is saved: reload the page to use it again.",
  "banner.goOnWithout":
    "Go on with {backend, select, wasm {WebAssembly} webgl {WebGL} webgpu {WebGPU} other {the processor}}",
} as const;
