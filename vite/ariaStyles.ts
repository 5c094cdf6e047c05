/**
 * React Aria adds two `<style>` elements at run time. The page's policy allows exactly these texts by
 * their hash, so that no other inline style gets in. A test compares them with the installed library.
 */
import { createHash } from "node:crypto";

/** Texts of `usePress` (touch actions) and `usePreventScroll` (iOS), character by character. */
export const ariaStyleTexts = [
  `
@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}
    `.trim(),
  `
@layer {
  * {
    overscroll-behavior: contain;
  }
}`.trim(),
] as const;

/** CSP sources such as `'sha256-…'`, space-separated. */
export function ariaStyleHashes(): string {
  return ariaStyleTexts
    .map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
    .join(" ");
}
