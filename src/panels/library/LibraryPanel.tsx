/** Stands here until the desk is built. */
import { Desk } from "../../ui/Desk.tsx";

export function LibraryPanel() {
  return <Desk title="Library">{null}</Desk>;
}
