/** Photos that are gone for good are not brought back by undo or redo, which would show them as missing. */
import type { Project } from "../protocol/project.ts";
import { useAppStore } from "../state/store.ts";
import { notify } from "./notices.ts";
import { askEngine } from "./workers.ts";

/** The history no longer leads to what had one of these photos, and says so. @param hashes SHA-256 in hex */
export function forgetErased(hashes: readonly string[]): void {
  const gone = new Set(hashes);
  const history = useAppStore.temporal;
  const { pastStates, futureStates } = history.getState();
  const isWhole = ({ projects = [] }: Moment) => !projects.some((project) => lacks(project, gone));
  const [past, future] = [pastStates.filter(isWhole), futureStates.filter(isWhole)];
  if (past.length + future.length === pastStates.length + futureStates.length) return;
  history.setState({ pastStates: past, futureStates: future });
  // Those that are in view would take back another edit.
  useAppStore.setState(({ notices }) => ({ notices: notices.filter(({ undo }) => !undo) }));
  notify({ tone: "info", message: "notice.undoShortened" });
}

/** Asks which photos that undo or redo would bring back are gone: an engine that died may not have told. */
export async function forgetMissing(): Promise<void> {
  const { storage, projects } = useAppStore.getState();
  if (storage === "memory") return; // what is stored is out of sight, not gone
  const { pastStates, futureStates } = useAppStore.temporal.getState();
  const moments: readonly Moment[] = [...pastStates, ...futureStates];
  const inView = new Set(hashesIn(projects));
  const hashes = new Set(moments.flatMap((moment) => hashesIn(moment.projects ?? [])));
  const brought = [...hashes].filter((hash) => !inView.has(hash));
  if (brought.length === 0) return;
  const missing = await askEngine((engine) => engine.missingPhotos(brought)).catch(() => []); // asked again by the next
  forgetErased(missing);
}

interface Moment {
  readonly projects?: readonly Project[];
}

const lacks = (project: Project, gone: ReadonlySet<string>): boolean =>
  hashesIn([project]).some((hash) => gone.has(hash));

const hashesIn = (projects: readonly Project[]): string[] =>
  projects.flatMap(({ classes }) =>
    classes.flatMap(({ photos }) =>
      photos.flatMap(({ source }) => (source.kind === "stored" ? [source.hash] : [])),
    ),
  );
