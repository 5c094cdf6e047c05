/**
 * Under the page's policy (`require-trusted-types-for 'script'`) a worker's address must be vouched
 * for. This is the only Trusted Types policy: it lets through our own bundled scripts and nothing else.
 */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => unknown };
}

function sameOriginOnly(url: string): string {
  if (new URL(url, location.href).origin !== location.origin) {
    throw new TypeError(`Refused to load a worker from ${url}`);
  }
  return url;
}

const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = factory?.createPolicy("app-worker", { createScriptURL: sameOriginOnly });

/** @throws TypeError for an address of another origin */
export function trustedScriptUrl(url: string): string {
  // A TrustedScriptURL stands wherever a script address is expected; the DOM types know strings only.
  return policy ? (policy.createScriptURL(url) as string) : sameOriginOnly(url);
}
