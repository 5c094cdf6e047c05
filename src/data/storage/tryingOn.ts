/** Writes that find no room are tried again as long as room can be made. */
import { StorageFull } from "../errors.ts";

/** Gives whether there is more room than before. */
export type MakeRoom = () => Promise<boolean>;

/** @throws as `write`; StorageFull once no more room can be made */
export async function tryingOn(write: () => Promise<void>, make: MakeRoom): Promise<void> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof StorageFull) || !(await make())) throw error;
    }
  }
}
