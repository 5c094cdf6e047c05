import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findTestBrowser, quietFlags, softwareWebGpuFlags } from "./scripts/chromium.ts";
import { vulkanDriver } from "./scripts/dawn.ts";
import { LongestFirst } from "./scripts/longestFirst.ts";

const chromiumPath = findTestBrowser();
const driver = vulkanDriver();
const browserTests = "src/**/*.browser.test.{ts,tsx}";

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: ["{src,lab,bench,soak,scripts,vite}/**/*.test.ts"],
          exclude: [browserTests],
          // All cores: by itself it leaves one idle, which is half of a small machine.
          maxWorkers: "100%",
          // Of a test that hangs; those that train take half a minute on two cores with nothing else to do.
          testTimeout: 240_000,
          hookTimeout: 60_000,
          env: driver ? { VK_DRIVER_FILES: driver } : {},
        },
      },
      {
        plugins: [react()],
        worker: { format: "es" },
        // Found in advance: a dependency that turns up late reloads the page in the middle of a test.
        optimizeDeps: { entries: ["src/**/*.{ts,tsx}"] },
        test: {
          name: "browser",
          include: [browserTests],
          testTimeout: 120_000,
          // A machine with more to do than cores can stand still for longer than the usual second.
          expect: { poll: { timeout: 20_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            instances: [{ browser: "chromium" }],
            provider: playwright({
              launchOptions: {
                ...(chromiumPath ? { executablePath: chromiumPath } : {}),
                args: [...quietFlags, ...softwareWebGpuFlags],
              },
            }),
          },
        },
      },
    ],
  },
});
