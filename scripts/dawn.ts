/** Finds a Vulkan driver for Dawn in Node (package `webgpu`): the machine's own, or Chromium's SwiftShader. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findTestBrowser } from "./chromium.ts";

const driverName = "vk_swiftshader_icd.json";
/** Where a program named `chromium` is a script that starts one elsewhere. */
const usualFolders = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/opt/google/chrome"];

/**
 * What the Vulkan loader needs in `VK_DRIVER_FILES`: what it holds already, so that the same tests can
 * run on a GPU, or the description of SwiftShader beside the browser. Undefined where neither is (and
 * on systems where Dawn needs no Vulkan).
 */
export function vulkanDriver(): string | undefined {
  if (process.env.VK_DRIVER_FILES) return process.env.VK_DRIVER_FILES;
  if (process.platform !== "linux") return undefined;
  const browser = findTestBrowser();
  const folders = browser ? [dirname(realpathSync(browser)), ...usualFolders] : usualFolders;
  return folders.map((folder) => join(folder, driverName)).find((path) => existsSync(path));
}
