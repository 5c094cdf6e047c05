/**
 * What the served app may do, as HTTP headers: nothing from other origins, ever. The page's policy is
 * the strict one. A worker's script carries its own policy: the threads of the WASM backend start as
 * blob workers, so workers allow `blob:` (never other origins) and have no Trusted Types.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { ariaStyleHashes } from "./ariaStyles.ts";

/** Folder under `dist` that holds every script a worker starts from; it decides the policy. */
export const workerFolder = "workers";

type Policy = Readonly<Record<string, string>>;

const pagePolicy: Policy = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self' blob: data:",
  "media-src": "blob:",
  "style-src": `'self' ${ariaStyleHashes()}`,
  "font-src": "'self'",
  "manifest-src": "'self'",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "app-worker",
};

const workerPolicy: Policy = {
  "default-src": "'none'",
  "script-src": "'self' blob: 'wasm-unsafe-eval'",
  "worker-src": "'self' blob:",
  "connect-src": "'self'",
};

/** The development server injects inline scripts and styles and talks to itself over a socket. */
const devPolicy: Policy = {
  "default-src": "'self'",
  "script-src": "'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
  "worker-src": "'self' blob:",
  "connect-src": "'self' ws://localhost:* ws://127.0.0.1:*",
  "img-src": "'self' blob: data:",
  "style-src": "'self' 'unsafe-inline'",
  "object-src": "'none'",
};

/** On every response. COOP and COEP make the page cross-origin isolated, which WASM threads need. */
const commonHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
  "X-Content-Type-Options": "nosniff",
} as const;

const policyText = (policy: Policy) =>
  Object.entries(policy)
    .map(([directive, value]) => `${directive} ${value}`)
    .join("; ");

/** Headers for a built file, by its path on the server ("/", "/workers/engine-1a2b.js"). */
export function headersFor(path: string): Readonly<Record<string, string>> {
  const policy = path.startsWith(`/${workerFolder}/`) ? workerPolicy : pagePolicy;
  return { ...commonHeaders, "Content-Security-Policy": policyText(policy) };
}

/** A `_headers` file as static hosts read it (Netlify, Cloudflare Pages): the last match wins there. */
export function headersFile(): string {
  const block = (pattern: string, headers: Readonly<Record<string, string>>, before = "") =>
    `${pattern}\n${before}${Object.entries(headers)
      .map(([name, value]) => `  ${name}: ${value}\n`)
      .join("")}`;
  const worker = headersFor(`/${workerFolder}/`)["Content-Security-Policy"] as string; // non-null: headersFor sets it
  return [
    block("/*", headersFor("/")),
    block(
      `/${workerFolder}/*`,
      { "Content-Security-Policy": worker },
      "  ! Content-Security-Policy\n",
    ),
  ].join("\n");
}

/** The policy for hosts that cannot send headers; `frame-ancestors` has no effect in a `<meta>`. */
export function metaPolicy(): string {
  const { "frame-ancestors": _, ...rest } = pagePolicy;
  return policyText(rest);
}

/** Sends the headers in `vite preview` and `npm start`, looser ones in `vite dev`, and writes them for static hosts. */
export function securityHeaders(): Plugin {
  let outDir = "dist";
  return {
    name: "security-headers",
    configResolved(config) {
      outDir = config.build.outDir;
    },
    configureServer(server) {
      const headers = { ...commonHeaders, "Content-Security-Policy": policyText(devPolicy) };
      server.middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const headers = headersFor(new URL(request.url ?? "/", "http://localhost").pathname);
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        if (context.server) return [];
        const attrs = { "http-equiv": "Content-Security-Policy", content: metaPolicy() };
        return [{ tag: "meta", attrs, injectTo: "head-prepend" }];
      },
    },
    async writeBundle() {
      await writeFile(join(outDir, "_headers"), headersFile());
    },
  };
}
