import { expect, it } from "vitest";
import { shellBeside } from "./chromium.ts";

const folder = "/home/a/ms-playwright";

it.each([
  [
    `${folder}/chromium-1255/chrome-linux64/chrome`,
    `${folder}/chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell`,
  ],
  [
    `${folder}/chromium-1255/chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
    `${folder}/chromium_headless_shell-1255/chrome-headless-shell-mac-arm64/chrome-headless-shell`,
  ],
  [
    `${folder}/chromium-1255/chrome-win64/chrome.exe`,
    `${folder}/chromium_headless_shell-1255/chrome-headless-shell-win64/chrome-headless-shell.exe`,
  ],
])("Playwright's shell lies beside %s", (chromiumPath, shellPath) => {
  expect(shellBeside(chromiumPath)).toBe(shellPath);
});
