/** tfjs's WebGL backend, watched: a lost context answers every question with zeros, or never. */
import * as tf from "@tensorflow/tfjs";
import { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import type { BackendOpener } from "./backend.ts";

const name = "webgl";
/** Its standing among tfjs's backends; nobody asks for it, since ours are chosen by name. */
const priority = 2;

export interface WebGl {
  readonly opener: BackendOpener;
  readonly isLost: () => boolean;
  readonly close: () => void;
}

/** @param onLost called once, unless it was closed before */
export function openWebGl(onLost: () => void): WebGl {
  let context: WebGLRenderingContext | null = null;
  let isClosed = false;
  const opener: BackendOpener = {
    async find() {
      if (typeof OffscreenCanvas === "undefined") return null;
      const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
      const renderer = gl?.getExtension("WEBGL_debug_renderer_info")
        ? String(gl.getParameter(0x9246)) // UNMASKED_RENDERER_WEBGL
        : String(gl?.getParameter(gl.RENDERER) ?? "");
      gl?.getExtension("WEBGL_lose_context")?.loseContext();
      const isSoftware = /swiftshader|llvmpipe|softpipe|basic render|software/i.test(renderer);
      return gl && { adapter: renderer, isSoftware };
    },
    async activate() {
      if (tf.engine().registryFactory[name]) tf.removeBackend(name); // one of a context that was lost
      tf.registerBackend(name, () => new MathBackendWebGL(), priority);
      if (!(await tf.setBackend(name))) throw new Error(`${name} did not start`);
      context = (tf.backend() as MathBackendWebGL).gpgpu.gl; // made just above
      const { canvas } = context as unknown as { readonly canvas: EventTarget }; // which every context has
      canvas.addEventListener("webglcontextlost", () => {
        if (!isClosed) onLost();
      });
      return 1;
    },
  };
  return {
    opener,
    isLost: () => context?.isContextLost() ?? false,
    close() {
      isClosed = true;
    },
  };
}
