/** Why a model cannot be trained on a project just now. */
import type { Project } from "../../../protocol/project.ts";
import type { Needs } from "../../../protocol/spec.ts";

export type Obstacle =
  | { readonly reason: "noPhotos" | "fewPhotos" | "oneClass" | "twoDomains" }
  /** Several photos, each alone in its class. */
  | { readonly reason: "singlePhotos" }
  /** Classes with a single photo: nothing would be left to check on. */
  | { readonly reason: "smallClasses"; readonly names: readonly string[] };

/** null when the project offers what the model needs. */
export function obstacleOf(
  project: Pick<Project, "classes"> | null,
  needs: Needs,
): Obstacle | null {
  const classes = (project?.classes ?? []).filter((entry) => entry.photos.length > 0);
  const photos = classes.reduce((sum, entry) => sum + entry.photos.length, 0);
  if (photos === 0) return { reason: "noPhotos" };
  if (needs === "twoDomains" && classes.length < 2) return { reason: "twoDomains" };
  if (needs === "labels") {
    if (classes.length < 2) return { reason: "oneClass" };
    const small = classes.filter((entry) => entry.photos.length < 2);
    if (small.length > 0) return { reason: "smallClasses", names: small.map(({ name }) => name) };
  }
  if (classes.some((entry) => entry.photos.length > 1)) return null;
  return { reason: photos === 1 ? "fewPhotos" : "singlePhotos" };
}
