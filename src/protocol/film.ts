/** A run's film: sheets from the same fixed inputs at growing steps, so that one sees it learn again. */

export interface FilmFrame {
  readonly step: number;
  /** An encoded picture: `columns` × `rows` pictures side by side, without gaps. */
  readonly picture: Blob;
  readonly columns: number;
  readonly rows: number;
}

export interface Film {
  /** By growing step, the first and the newest among them; none for a model that makes no pictures. */
  readonly frames: readonly FilmFrame[];
  /** Whether it outlives the session. */
  readonly isKept: boolean;
}

/** A worker that lives for one export. */
export interface GifApi {
  /**
   * The film as an animated GIF. Throws where a frame cannot be decoded.
   * @param onFrame told of each that is done
   */
  gif(
    frames: readonly FilmFrame[],
    onFrame: (done: number, total: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>>;
}
