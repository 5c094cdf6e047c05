/** A TypeScript file as a Node process that answers calls, with WebGPU by Dawn. */
import { vulkanDriver } from "../../scripts/dawn.ts";
import type { Remote } from "./calls.ts";
import { startProcess } from "./processRemote.ts";

/** @param path of a file that calls `serveLines` */
export function startNode(path: string): Remote {
  const driver = vulkanDriver();
  const command = [process.execPath, "--import", "tsx", path];
  return startProcess(command, driver === undefined ? {} : { VK_DRIVER_FILES: driver });
}
