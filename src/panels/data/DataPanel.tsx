/** Stands here until the desk is built. */
import { Desk } from "../../ui/Desk.tsx";

export function DataPanel() {
  return <Desk title="Data">{null}</Desk>;
}
