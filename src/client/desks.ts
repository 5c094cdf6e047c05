/** Which desk is in view; the address keeps it, so that Back and a reload find it. */
import { type Desk, desks } from "../state/session.ts";
import { useAppStore } from "../state/store.ts";
import { notify } from "./notices.ts";

const deskOfAddress = (): Desk | undefined => desks.find((desk) => location.hash === `#${desk}`);

export function openDesk(desk: Desk): void {
  if (useAppStore.getState().desk === desk) return;
  history.pushState(null, "", `#${desk}`);
  useAppStore.setState({ desk });
}

/**
 * Takes the desk from the address, now and whenever the person goes back or forth, or types one. An address that
 * leads nowhere is told, once: the one of the desk that is shown takes its place.
 */
export function followAddress(): void {
  const follow = () => {
    const desk = deskOfAddress();
    useAppStore.setState({ desk: desk ?? "data" });
    if (desk || location.hash === "") return;
    history.replaceState(null, "", "#data");
    notify({ tone: "info", message: "notice.nowhere" });
  };
  addEventListener("popstate", follow);
  follow();
}

/** Opens or closes the list of keys. */
export const showHelp = (isOpen: boolean): void => useAppStore.setState({ isHelpOpen: isOpen });
