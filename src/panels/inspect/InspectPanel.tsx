/** Stands here until the desk is built. */
import { Desk } from "../../ui/Desk.tsx";

export function InspectPanel() {
  return <Desk title="Inspect">{null}</Desk>;
}
