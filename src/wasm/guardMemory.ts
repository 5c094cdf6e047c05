/**
 * tfjs's WASM backend takes whatever address it is given. That of a module without memory left is 0: the
 * next tensor would be written over the module's own data, and training would go on with it.
 */
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Its types leave out what every such module has. */
interface Allocating {
  _malloc: (bytes: number) => number;
  _free: (address: number) => void;
}

/** From now on the backend throws RangeError where its memory does not suffice. */
export function guardMemory(backend: BackendWasm): void {
  const wasm = backend.wasm as unknown as Allocating; // so it is compiled
  wasm._free(wasm._malloc(1)); // the first call puts the function itself in the place of a stub
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw new RangeError(`Out of memory: ${bytes} bytes`);
    return address;
  };
}
