/** Starts one of our workers. */
import { trustedScriptUrl } from "../trustedScriptUrl.ts";
import { type HostOptions, WorkerHost } from "./host.ts";

/** @throws TypeError for an address of another origin */
export function spawn<Api>(url: string, name: string, options?: HostOptions): WorkerHost<Api> {
  const worker = new Worker(trustedScriptUrl(url), { type: "module", name });
  return new WorkerHost<Api>(worker, options);
}
