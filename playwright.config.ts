import { defineConfig } from "@playwright/test";
import { patienceMs } from "./e2e/patientExpect.ts";

const port = Number(process.env.E2E_PORT ?? 4183);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Much of a test is waiting; more at once than two would make each other late.
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 180_000,
  expect: { timeout: patienceMs },
  reporter: [["list"], ["json", { outputFile: ".cache/e2e.json" }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // Filming every frame and copying the page at every act took more than a third of the processors' time: one
    // picture of a failure and its list of acts are enough. `--trace on` keeps all.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    locale: "en-GB",
    viewport: { width: 1280, height: 800 },
  },
  webServer: {
    command: "npm start",
    env: { PORT: String(port), BROWSER: "none" },
    url: `http://127.0.0.1:${port}/`,
    timeout: 120_000,
    reuseExistingServer: false,
  },
});
