/** What the engine is to compute with. */
import type { BackendChoice, EngineChoice } from "../protocol/backend.ts";
import { useAppStore } from "../state/store.ts";

const choices: readonly unknown[] = [
  "auto",
  "webgpu",
  "webgl",
  "wasm",
  "cpu",
] satisfies BackendChoice[];

/**
 * `?backend=` in the address stands over the setting; `?engine=stock` leaves steps to TensorFlow.js. A page whose
 * session is in memory stays there until it is reloaded.
 */
export function engineChoice(): EngineChoice {
  const address = new URLSearchParams(location.search);
  const asked = address.get("backend");
  const { backend, isLoaded, storage } = useAppStore.getState();
  return {
    backend: choices.includes(asked) ? (asked as BackendChoice) : backend,
    steps: address.get("engine") === "stock" ? "stock" : "compiled",
    ...(isLoaded && storage === "memory" && { storage }),
  };
}
