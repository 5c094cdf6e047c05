/** Photos that are gone for good are not brought back by undo or redo, which would show them as missing. */
import type { Project } from "../protocol/project.ts";
import { useAppStore } from "../state/store.ts";
import { notify } from "./notices.ts";

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

interface Moment {
  readonly projects?: readonly Project[];
}

const lacks = ({ classes }: Project, gone: ReadonlySet<string>): boolean =>
  classes.some(({ photos }) =>
    photos.some(({ source }) => source.kind === "stored" && gone.has(source.hash)),
  );
