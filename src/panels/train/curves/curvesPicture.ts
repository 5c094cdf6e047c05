/** The charts as they are on the page, one below the other, each with its name and newest values. */

/** Around and between charts, CSS px. */
const gap = 16;
const captionHeight = 28;

/** @param box holds the charts. @returns a PNG; null where the browser cannot make one */
export async function curvesPicture(box: HTMLElement): Promise<Blob | null> {
  const scale = window.devicePixelRatio;
  const charts = [...box.querySelectorAll<HTMLElement>('[role="img"]')].flatMap((chart) => {
    const canvas = chart.querySelector("canvas");
    return canvas ? [{ caption: chart.ariaLabel ?? "", canvas }] : [];
  });
  const heights = charts.map(({ canvas }) => canvas.height + (captionHeight + gap) * scale);
  const picture = new OffscreenCanvas(
    Math.max(1, ...charts.map(({ canvas }) => canvas.width)) + 2 * gap * scale,
    heights.reduce((sum, height) => sum + height, gap * scale),
  );
  const context = picture.getContext("2d");
  if (!context) return null;
  const style = getComputedStyle(box);
  context.fillStyle = style.getPropertyValue("--surface");
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = style.color;
  context.font = `600 ${13 * scale}px ${style.fontFamily}`;
  context.textBaseline = "middle";
  let top = gap * scale;
  for (const [at, { caption, canvas }] of charts.entries()) {
    context.fillText(caption, gap * scale, top + (captionHeight / 2) * scale);
    context.drawImage(canvas, gap * scale, top + captionHeight * scale);
    top += heights[at] ?? 0;
  }
  return picture.convertToBlob({ type: "image/png" });
}
