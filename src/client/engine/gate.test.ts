import { expect, it } from "vitest";
import { Gate } from "./gate.ts";

it("lets calls wait for the next engine, and refuses them where none comes", async () => {
  const gate = new Gate();
  const waiting = [gate.pass(), gate.pass()];
  gate.open();
  await Promise.all(waiting);
  await gate.pass();
  gate.close();
  const refused = gate.pass();
  gate.lose();
  await expect(refused).rejects.toMatchObject({ name: "WorkerLost" });
  await expect(gate.pass()).rejects.toMatchObject({ name: "WorkerLost" });
  gate.close(); // somebody asked for a new start
  const later = gate.pass();
  gate.open();
  await later;
});
