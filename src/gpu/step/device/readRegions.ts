/** Copies parts of the device's memory back. */
import type { DType } from "../../../graph/program.ts";
import type { Region } from "./allocator.ts";

export interface TypedRegion extends Region {
  readonly dtype: DType;
}

/** The numbers of each region, once the work that was submitted before is done. */
export async function readRegions(
  device: GPUDevice,
  regions: ReadonlyMap<string, TypedRegion>,
): Promise<Record<string, Float32Array | Int32Array>> {
  const encoder = device.createCommandEncoder();
  const copies = [...regions].map(([name, { buffer, offset, bytes, dtype }]) => {
    // GPUBufferUsage.MAP_READ | COPY_DST, globals that Node lacks
    const staging = device.createBuffer({ size: bytes, usage: 1 | 8 });
    encoder.copyBufferToBuffer(buffer, offset, staging, 0, bytes);
    return { name, staging, dtype };
  });
  device.queue.submit([encoder.finish()]);
  const read = copies.map(async ({ name, staging, dtype }) => {
    await staging.mapAsync(1); // GPUMapMode.READ
    const bytes = staging.getMappedRange().slice(0);
    staging.destroy();
    return [name, dtype === "int32" ? new Int32Array(bytes) : new Float32Array(bytes)] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}
