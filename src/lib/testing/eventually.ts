import { vi } from "vitest";

/**
 * Waits until `assertion` throws no more, up to 30 s: a machine with more to do than cores can stand
 * still for longer than the second that Vitest waits by itself.
 */
export const eventually = <T>(assertion: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assertion, { timeout: 30_000, interval: 10 });
