/** Projects for tests, of nothing but generated photos, no two of them alike. */
import { defaultPatchSettings, type Project } from "../../protocol/project.ts";

/** With classes of so many photos: "c0", "c1", … */
export const projectOf = (...counts: number[]): Project => ({
  version: 1,
  id: "p",
  name: "p",
  patches: defaultPatchSettings,
  classes: counts.map((count, index) => ({
    id: `c${index}`,
    name: `class ${index}`,
    photos: Array.from({ length: count }, (_, place) => ({
      id: `${index}-${place}`,
      name: `${place}.png`,
      source: { kind: "procedural", pattern: "dots", seed: 1000 * index + place },
      width: 64,
      height: 64,
    })),
  })),
});
