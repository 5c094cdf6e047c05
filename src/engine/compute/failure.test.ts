import { expect, it } from "vitest";
import { Diverged } from "../errors.ts";
import { failureName, namedError } from "./failure.ts";

it.each([
  [new Diverged("loss is NaN"), "Diverged"],
  [new DOMException("Device was lost", "AbortError"), "DeviceLost"],
  [new Error("GPU device lost"), "DeviceLost"],
  [new RangeError("Array buffer allocation failed"), "OutOfMemory"],
  [new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded"), "OutOfMemory"],
  [
    new RangeError(
      "createBuffer failed, size (4096) is too large for the implementation when mappedAtCreation == true",
    ),
    "OutOfMemory",
  ],
  [new TypeError("x is undefined"), "Unexpected"],
  ["text", "Unexpected"],
])("%s is %s", (error, name) => {
  expect(failureName(error)).toBe(name);
});

it("leaves a named error as it is", () => {
  const error = new Diverged("loss is NaN");
  expect(namedError(error)).toBe(error);
});
