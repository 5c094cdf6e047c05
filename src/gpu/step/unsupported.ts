/** Whether a program can run on a device at all. */
import { type Program, sizeOf } from "../../graph/program.ts";

/** Of the largest kernel with nothing fused to it, the gradient of batch normalisation. */
const fewestBindings = 10;

/** Why not, or null where it can. */
export function unsupported({ values }: Program, limits: GPUSupportedLimits): string | null {
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  const large = values.find(({ shape }) => sizeOf(shape) * 4 > most);
  if (large) return `A value [${large.shape}] exceeds the device's ${most} bytes for a buffer`;
  const empty = values.find(({ shape }) => sizeOf(shape) === 0);
  if (empty) return `A value [${empty.shape}] is empty`;
  if (limits.maxStorageBuffersPerShaderStage < fewestBindings)
    return `The device has fewer than ${fewestBindings} storage buffers a kernel`;
  return null;
}
