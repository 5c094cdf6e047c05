import { describe, expect, it } from "vitest";
import { headersFile, headersFor, metaPolicy } from "./securityHeaders.ts";

const policyOf = (path: string): string => headersFor(path)["Content-Security-Policy"] ?? "";

describe("security headers", () => {
  it.each(["/", "/workers/engine-1a2b.js"])("name no other origin (%s)", (path) => {
    expect(policyOf(path)).toMatch(/^default-src 'none'/);
    expect(policyOf(path)).not.toMatch(/https?:|\*|'unsafe-/);
  });

  it("let only workers start scripts from blobs", () => {
    expect(policyOf("/")).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policyOf("/workers/engine-1a2b.js")).toContain("script-src 'self' blob:");
  });

  it("isolate every response, so that threads can share memory", () => {
    for (const path of ["/", "/workers/engine-1a2b.js", "/samples/a.jpg"]) {
      expect(headersFor(path)).toMatchObject({
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
      });
    }
  });

  it("reach static hosts as a file and as a meta tag", () => {
    expect(headersFile()).toMatch(/^\/\*\n {2}Cross-Origin-Opener-Policy: same-origin\n/);
    expect(headersFile()).toContain("/workers/*\n  ! Content-Security-Policy\n");
    expect(metaPolicy()).not.toContain("frame-ancestors"); // ignored there, with a console error
  });
});
