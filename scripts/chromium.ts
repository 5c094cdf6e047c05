/**
 * Finds a Chromium or Chrome to drive, and installs one where there is none. Tests take Chromium's headless shell
 * where it is: the same engine without what a window needs, which costs a quarter less of the processors' time.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";
import type { BackendChoice } from "../src/protocol/backend.ts";

/** No sandbox, as root has none; and no traffic of the browser's own. */
export const quietFlags: readonly string[] = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const webGpuFlags = [
  "--enable-unsafe-webgpu",
  "--enable-features=Vulkan,WebGPU",
  "--ignore-gpu-blocklist",
];
/** WebGPU without a GPU: slow, but every shader really runs. */
export const softwareWebGpuFlags: readonly string[] = [
  ...webGpuFlags,
  "--use-webgpu-adapter=swiftshader",
];

/** Debian's name, and that of Google's download. */
const shellNames = ["chromium-headless-shell", "chrome-headless-shell"];

const gpuDevices = ["/dev/nvidia0", "/dev/dri/renderD128"];
const commandNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const usualPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) =>
    join(process.env[name] ?? "", "Google/Chrome/Application/chrome.exe"),
  ),
};

/** Flags for a headless browser that computes: the GPU where there is one, SwiftShader only when WebGPU is asked for. */
export function flagsForBackend(backend: BackendChoice): string[] {
  const hasGpu = process.platform !== "linux" || gpuDevices.some((path) => existsSync(path));
  if (hasGpu) return [...quietFlags, ...webGpuFlags];
  return backend === "webgpu" ? [...quietFlags, ...softwareWebGpuFlags] : [...quietFlags];
}

/** Path of a Chromium or Chrome on this machine: `CHROMIUM_PATH`, Playwright's own, or an installed one. */
export function findChromium(): string | undefined {
  const candidates = [
    process.env.CHROMIUM_PATH,
    chromium.executablePath(),
    ...onPath(commandNames),
    ...(usualPlaces[process.platform] ?? []),
  ];
  return firstThere(candidates);
}

/** As `findChromium`, a headless shell before all others but `CHROMIUM_PATH`. */
export function findTestBrowser(): string | undefined {
  const candidates = [
    process.env.CHROMIUM_PATH,
    shellBeside(chromium.executablePath()),
    ...onPath(shellNames),
  ];
  return firstThere(candidates) ?? findChromium();
}

/** Playwright's own headless shell lies beside its Chromium, in folders of the same names but for the program's. */
export const shellBeside = (chromiumPath: string): string =>
  chromiumPath
    .replace(/([\\/])chromium-(\d+[\\/])/, "$1chromium_headless_shell-$2")
    .replace(/chrome-([^\\/]+)[\\/].*?(\.exe)?$/, (_, platform: string, suffix = "") =>
      join(`chrome-headless-shell-${platform}`, `chrome-headless-shell${suffix}`),
    );

const onPath = (names: readonly string[]): string[] =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));

const firstThere = (paths: readonly (string | undefined)[]): string | undefined =>
  paths.find((path) => path && existsSync(path));

/** As `findChromium`, but installs one first where there is none. Throws with advice where it cannot. */
export const ensureChromium = (): string => ensure(findChromium, "chromium");

/** As `findTestBrowser`; what is installed where there is no browser at all is a headless shell, or comes with one. */
export const ensureTestBrowser = (): string => ensure(findTestBrowser, "chromium-headless-shell");

/** @param aptPackage what it is called by Debian, and by Ubuntu where it has it */
function ensure(find: () => string | undefined, aptPackage: string): string {
  const found = find();
  if (found) return found;
  process.stdout.write("No Chromium or Chrome found: installing one (this happens once)\n");
  for (const install of [installWithPlaywright, () => installWithApt([aptPackage, "chromium"])]) {
    install();
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    "No Chromium or Chrome was found and none could be installed. Install one (on Debian or Ubuntu: " +
      "sudo apt-get install chromium) or set CHROMIUM_PATH to its program, then run this again.",
  );
}

/** Playwright's own download; the system libraries it needs come with it where that is allowed. */
function installWithPlaywright() {
  if (!run(["npx", "playwright", "install", "chromium"])) return;
  const starts = run([chromium.executablePath(), "--version"]);
  if (!starts && canAdminister()) run(["npx", "playwright", "install-deps", "chromium"]);
}

/** The first of these packages that there is, as root or where `sudo` asks for no password. */
function installWithApt(packages: readonly string[]) {
  if (process.platform !== "linux" || !canAdminister()) return;
  const sudo = isRoot() ? [] : ["sudo", "-n"];
  if (!run([...sudo, "apt-get", "update"])) return;
  packages.some((name) => run([...sudo, "apt-get", "install", "-y", name]));
}

const isRoot = (): boolean => process.getuid?.() === 0;
const canAdminister = (): boolean => isRoot() || run(["sudo", "-n", "true"]);

/** Whether a command ran and succeeded; a missing program counts as a failure. */
function run([program = "", ...args]: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const shell = process.platform === "win32";
  const { status } = spawnSync(program, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env,
    shell,
  });
  return status === 0;
}
