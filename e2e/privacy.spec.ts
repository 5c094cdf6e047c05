/** Nothing leaves this device: the policy that is served, and what it stops. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./fixtures.ts";

test("the page is isolated and served under the strict policy", async ({ page }) => {
  const response = await page.goto("/");
  const headers = response?.headers() ?? {};
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test("a host that sends no headers still gets the policy", async ({ page }) => {
  await page.goto("/");
  const meta = page.locator('meta[http-equiv="Content-Security-Policy"]');
  expect(await meta.getAttribute("content")).toContain("default-src 'none'");
});

test("a script that tries to reach another origin is stopped", async ({ page, watch }) => {
  let visits = 0;
  const stranger = createServer((_request, response) => {
    visits++;
    response.end();
  }).listen(0, "127.0.0.1");
  await once(stranger, "listening");
  const { port } = stranger.address() as AddressInfo; // a TCP server has one
  await page.goto("/");

  const outcomes = await page.evaluate(tryToReach, `http://127.0.0.1:${port}/`);

  stranger.close();
  expect(outcomes).toEqual({ fetched: "stopped", picture: "stopped", socket: "stopped" });
  expect(visits).toBe(0);
  expect(watch.faults.join()).toContain("policy: connect-src");
  expect(watch.faults.join()).toContain("policy: img-src");
  watch.faults.length = 0; // these were provoked
});

/** Runs in the page: every way out that a script has. */
async function tryToReach(address: string) {
  const fetched = fetch(address, { mode: "no-cors" }).then(
    () => "sent",
    () => "stopped",
  );
  const picture = new Promise<string>((resolve) => {
    const image = new Image();
    image.onload = () => resolve("sent");
    image.onerror = () => resolve("stopped");
    image.src = `${address}pixel.png`;
  });
  const socket = new Promise<string>((resolve) => {
    const line = new WebSocket(address.replace("http", "ws"));
    line.onopen = () => resolve("sent");
    line.onerror = () => resolve("stopped");
  });
  navigator.sendBeacon(address, "x");
  return { fetched: await fetched, picture: await picture, socket: await socket };
}
