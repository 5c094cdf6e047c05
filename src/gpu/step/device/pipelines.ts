/**
 * Compiles kernels: each different text once a device, all at the same time. A run whose settings change
 * compiles its step anew, mostly from the same texts.
 */
import type { Access } from "../wgsl/kernelText.ts";

export interface KernelSource {
  readonly code: string;
  readonly bindings: readonly { readonly access: Access }[];
}

export interface Kernel {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Called after each pipeline; `total` counts different ones. */
export type OnProgress = (done: number, total: number) => void;

interface Compiled {
  readonly layouts: Map<string, GPUBindGroupLayout>;
  readonly kernels: Map<string, Promise<Kernel>>;
}

const byDevice = new WeakMap<GPUDevice, Compiled>();

function compiledOn(device: GPUDevice): Compiled {
  const known = byDevice.get(device);
  if (known) return known;
  const fresh: Compiled = { layouts: new Map(), kernels: new Map() };
  byDevice.set(device, fresh);
  return fresh;
}

/**
 * @returns one kernel for each source, in order
 * @throws GPUPipelineError where a text does not compile
 */
export async function compileKernels(
  device: GPUDevice,
  sources: readonly KernelSource[],
  onProgress: OnProgress,
): Promise<Kernel[]> {
  const { layouts, kernels } = compiledOn(device);
  const missing = new Map(
    sources.filter(({ code }) => !kernels.has(code)).map((source) => [source.code, source]),
  );
  let done = 0;
  for (const [code, source] of missing) {
    const kernel = compile(device, code, layoutFor(device, source, layouts));
    kernels.set(code, kernel);
    kernel.then(
      () => onProgress(++done, missing.size),
      () => kernels.delete(code), // it may have failed for want of memory
    );
  }
  return Promise.all(sources.map(({ code }) => kernels.get(code) as Promise<Kernel>)); // set above
}

async function compile(
  device: GPUDevice,
  code: string,
  layout: GPUBindGroupLayout,
): Promise<Kernel> {
  const pipeline = await device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ code }), entryPoint: "main" },
  });
  return { pipeline, layout };
}

function layoutFor(
  device: GPUDevice,
  { bindings }: KernelSource,
  known: Map<string, GPUBindGroupLayout>,
): GPUBindGroupLayout {
  const key = bindings.map(({ access }) => access).join();
  const layout =
    known.get(key) ??
    device.createBindGroupLayout({
      entries: bindings.map(({ access }, binding) => ({
        binding,
        visibility: 4, // GPUShaderStage.COMPUTE, a global that Node lacks
        buffer: { type: access === "read" ? "read-only-storage" : "storage" },
      })),
    });
  known.set(key, layout);
  return layout;
}
