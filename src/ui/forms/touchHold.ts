/**
 * Tells a finger that moves a slider from one that scrolls the page over it. A native range input takes
 * a value the moment it is touched; here that value waits until the finger is lifted (a tap) or goes
 * sideways (a drag), and is dropped when it goes up or down.
 */
export interface Touch {
  readonly x: number;
  readonly y: number;
}

type Hold =
  /** No finger, or a mouse or pen, or a finger that goes sideways: values pass. */
  | { readonly state: "open" }
  | { readonly state: "undecided"; readonly from: Touch; readonly asked: number | null }
  /** The finger scrolls, until it is lifted. */
  | { readonly state: "scrolling" };

/** CSS px that a finger trembles without meaning it. */
const slop = 6;

export class TouchHold {
  #hold: Hold = { state: "open" };

  /** A finger is put down. */
  begin(from: Touch): void {
    this.#hold = { state: "undecided", from, asked: null };
  }

  /** @returns whether the value that the input asks for is meant; else it is kept, or dropped */
  ask(value: number): boolean {
    if (this.#hold.state === "undecided") this.#hold = { ...this.#hold, asked: value };
    return this.#hold.state === "open";
  }

  /** @returns the value that was kept, where this move shows that it is meant; else null */
  move({ x, y }: Touch): number | null {
    const hold = this.#hold;
    if (hold.state !== "undecided") return null;
    const [across, down] = [Math.abs(x - hold.from.x), Math.abs(y - hold.from.y)];
    if (Math.max(across, down) < slop) return null;
    this.#hold = across > down ? { state: "open" } : { state: "scrolling" };
    return across > down ? hold.asked : null;
  }

  /**
   * The finger is lifted, or (`isTaken`) the browser scrolls with it.
   * @returns the value of a tap, if it was one; and whether the finger has changed anything
   */
  end(isTaken: boolean): { readonly asked: number | null; readonly isChange: boolean } {
    const hold = this.#hold;
    this.#hold = { state: "open" };
    if (hold.state === "open") return { asked: null, isChange: true };
    const isTap = hold.state === "undecided" && !isTaken;
    return { asked: isTap ? hold.asked : null, isChange: isTap };
  }
}
