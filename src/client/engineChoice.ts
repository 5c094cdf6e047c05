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

/** `?backend=` in the address stands over the setting; `?engine=stock` leaves steps to TensorFlow.js. */
export function engineChoice(): EngineChoice {
  const address = new URLSearchParams(location.search);
  const asked = address.get("backend");
  return {
    backend: choices.includes(asked) ? (asked as BackendChoice) : useAppStore.getState().backend,
    steps: address.get("engine") === "stock" ? "stock" : "compiled",
  };
}
