/** The projects that this tab may edit, once it is known who else is there. */
import type { WebLocks } from "../../lib/webLocks.ts";
import { Holdings } from "./holdings.ts";
import { catchUp } from "./storedProjects.ts";

interface Events {
  readonly onLost: (projectId: string) => void;
  readonly onChange: () => void;
}

/** Until then nothing is written, so it does not matter whose they are. */
let mine = new Holdings({ locks: null, catchUp, onLost: () => {}, onChange: () => {} });

/** @param locks null where nobody else can be there, or nobody can tell */
export function startHolding(locks: WebLocks | null, events: Events): void {
  mine = new Holdings({ locks, catchUp, ...events });
}

export const myProjects = (): Holdings => mine;
