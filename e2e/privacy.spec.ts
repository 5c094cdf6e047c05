/** Nothing leaves this device: over a whole journey, by the policy that is served, and by what it stops. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dropFiles } from "./dropFiles.ts";
import { expect, test } from "./fixtures.ts";
import type { StudioPage } from "./pages/studioPage.ts";
import { writeTextureFolders } from "./textures.ts";

/** On the Train desk: a short run of the smallest network, to its end. */
async function trainTiny(studio: StudioPage, model: string): Promise<void> {
  await studio.chooseTiny(model, 20);
  await studio.press("Train");
  const dock = studio.page.getByRole("region", { name: "Training in progress" });
  await expect(dock).toContainText("Finished", { timeout: 60_000 });
}

test("bringing photos, training, judging and drawing asks only for the app's own files", async ({
  studio,
  page,
  watch,
}, info) => {
  await studio.open("?backend=wasm");
  await page.getByRole("button", { name: "Projects" }).click();
  await page.getByRole("menuitem", { name: "New project" }).click();
  const folder = writeTextureFolders(info.outputPath("textures"), 4);
  await dropFiles(page, page.getByRole("main"), [folder]);
  await expect(page.getByRole("grid", { name: "Photos of “sand”" }).getByRole("row")).toHaveCount(
    4,
  );

  await trainTiny(studio, "Classifier");
  await studio.goTo("Inspect");
  await dropFiles(page, page.getByRole("main"), [`${folder}/bark/bark-1.png`]);
  await expect(page.getByTestId("verdict")).not.toBeEmpty();
  await trainTiny(studio, "Variational autoencoder");
  await studio.openGenerateOfRun();
  await studio.latentSlider().press("End");
  await expect(studio.latentPicture()).not.toHaveAttribute("data-version", "0");

  const own = `GET ${new URL("/", page.url()).href}`;
  expect(watch.requests.filter((line) => !line.startsWith(own) && !line.includes("blob:"))).toEqual(
    [],
  );
  expect(
    watch.requests.some((line) => line.endsWith(".wasm")),
    "workers are watched",
  ).toBe(true);
});

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

test("a host that sends no headers still gets the policy", async ({ page, watch }) => {
  await page.route("/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { "content-type": "text/html" } });
  });
  const answer = await page.goto("/");
  expect(answer?.headers()).not.toHaveProperty("content-security-policy");
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);

  const stranger = new URL(page.url());
  stranger.port = "9"; // another origin, where nobody listens
  const outcomes = await page.evaluate(tryToReach, stranger.href);
  expect(outcomes).toEqual({ fetched: "stopped", picture: "stopped", socket: "stopped" });
  expect(watch.faults.join()).toContain("policy: connect-src");
  expect(watch.faults.join()).toContain("policy: img-src");
  watch.faults.length = 0; // these were provoked
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
