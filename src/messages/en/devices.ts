/** Devices that fail while a run trains, and how it goes on. */
export const devices = {
  "notice.wentBack.Diverged":
    "“{name}”: the losses ran away to infinity. The run goes on from step {step, number} with half the learning rate.",
  "notice.wentBack.DeviceLost":
    "The graphics card stopped for a moment. “{name}” goes on by itself from step {step, number}.",
  "notice.wentBack.OutOfMemory":
    "There was not enough memory. “{name}” goes on from step {step, number} with batches of {batchSize, number}.",
  "notice.wentBack.OtherBackend":
    "The graphics card failed while it trained. “{name}” goes on from step {step, number} with {backend, select, wasm {WebAssembly, on the processor} webgl {WebGL} webgpu {WebGPU} other {the processor}}.",
  "error.TooLarge":
    "Training on so many patches needs more memory than this page may take. Choose fewer crops per photo, less overlap or a smaller batch.",
  "train.cannot.tooLarge":
    "This recipe needs {bytes} of memory for {patches, plural, one {# patch} other {# patches}}, and this page may use {budget}.",
  "train.cannot.tooLarge.fits": "The largest that fits: {settings}.",
  "train.cannot.tooLarge.nothing": "Choose a smaller width, or train on fewer photos.",
  "train.fitting.overlap": "an overlap of {share}",
  "train.fitting.crops": "{count, plural, one {# random patch} other {# random patches}} per photo",
  "train.fitting.batchSize": "batches of {count, number}",
  "train.useFitting": "Use this",
  "banner.deviceGivenUp":
    "The graphics card stopped twice within a short time, and the browser no longer lets this page use it. Your work is saved: reload the page to use the card again, or go on more slowly.",
  "banner.goOnWithout":
    "Go on with {backend, select, wasm {WebAssembly} webgl {WebGL} webgpu {WebGPU} other {the processor}}",
} as const;
