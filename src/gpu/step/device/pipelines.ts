/** Compiles kernels: each different text once, all at the same time. */
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

/**
 * @returns one kernel for each source, in order
 * @throws GPUPipelineError where a text does not compile
 */
export async function compileKernels(
  device: GPUDevice,
  sources: readonly KernelSource[],
  onProgress: OnProgress,
): Promise<Kernel[]> {
  const layouts = new Map<string, GPUBindGroupLayout>();
  const compiling = new Map<string, Promise<Kernel>>();
  let done = 0;
  for (const source of sources) {
    if (compiling.has(source.code)) continue;
    const layout = layoutFor(device, source, layouts);
    const kernel = compile(device, source.code, layout).then((compiled) => {
      onProgress(++done, compiling.size);
      return compiled;
    });
    compiling.set(source.code, kernel);
  }
  return Promise.all(sources.map(({ code }) => compiling.get(code) as Promise<Kernel>)); // set above
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
