/** Stands here until the desk is built. */
import { Desk } from "../../ui/Desk.tsx";

export function GeneratePanel() {
  return <Desk title="Generate">{null}</Desk>;
}
