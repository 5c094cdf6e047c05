import { expect, it } from "vitest";
import { seriesCsv } from "./seriesCsv.ts";

it("writes one row a step and leaves out what was not measured", () => {
  const columns = new Map([
    ["loss", [0.5, 1e-7, null]],
    ["val.loss", [null, 0.25, 0.125]],
  ]);
  expect(seriesCsv({ steps: [1, 5, 9], columns })).toBe(
    "step,loss,val.loss\r\n1,0.5,\r\n5,1e-7,0.25\r\n9,,0.125\r\n",
  );
});
