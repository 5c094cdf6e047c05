/** A WebGL context that is lost under tfjs, as a driver that resets takes it, on the test browser's own. */
import * as tf from "@tensorflow/tfjs";
import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openWebGl } from "./webGl.ts";

beforeAll(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined); // tfjs says which backend it replaces
});
afterAll(async () => {
  vi.restoreAllMocks();
  await tf.setBackend("cpu");
});

async function opened() {
  const onLost = vi.fn();
  const webGl = openWebGl(onLost);
  expect(await webGl.opener.find()).not.toBeNull();
  await webGl.opener.activate();
  const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
  /** Resolves when the page has been told. */
  const lose = async () => {
    const { canvas } = gl as unknown as { readonly canvas: EventTarget };
    const told = new Promise((resolve) =>
      canvas.addEventListener("webglcontextlost", resolve, { once: true }),
    );
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    await told;
  };
  return { webGl, onLost, lose };
}

const sum = async () => (await tf.tidy(() => tf.ones([8, 8]).sum()).data())[0];

describe("a WebGL context that is lost", () => {
  it("is told once and known as lost, and another one computes", async () => {
    const first = await opened();
    expect(await sum()).toBe(64);
    expect(first.webGl.isLost()).toBe(false);
    await first.lose();
    expect(first.onLost).toHaveBeenCalledTimes(1);
    expect(first.webGl.isLost()).toBe(true);

    const second = await opened();
    expect(await sum()).toBe(64);
    expect(second.webGl.isLost()).toBe(false);
    expect(first.onLost).toHaveBeenCalledTimes(1);
    expect(second.onLost).not.toHaveBeenCalled();
    second.webGl.close();
  });

  it("is heard of no more once it was closed", async () => {
    const { webGl, onLost, lose } = await opened();
    webGl.close();
    await lose();
    expect(onLost).not.toHaveBeenCalled();
  });
});
