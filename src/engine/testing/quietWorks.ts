/** Long work that tells nobody but `emit`. */
import type { WorkEvent } from "../../protocol/work.ts";
import { Works } from "../work/works.ts";

export const quietWorks = (emit: (event: WorkEvent) => void = () => undefined): Works =>
  new Works({ heart: { during: (act) => act() }, emit, now: () => performance.now() });
