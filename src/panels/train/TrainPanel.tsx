/** Stands here until the desk is built. */
import { Desk } from "../../ui/Desk.tsx";

export function TrainPanel() {
  return <Desk title="Train">{null}</Desk>;
}
