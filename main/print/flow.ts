import type { Mark } from './ink.ts';
import type { Sheet } from './sheet.ts';

/** A strip across the column: it is never cut, and draws itself below a height on the page. */
export interface Strip {
  readonly height: number;
  readonly draw: (top: number) => readonly Mark[];
}

export const space = (height: number): Strip => ({ height, draw: () => [] });
export const heightOf = (strips: readonly Strip[]): number => strips.reduce((sum, { height }) => sum + height, 0);

/** Strips one under the other, from a height on the page. */
export function drawn(strips: readonly Strip[], top: number): readonly Mark[] {
  let y = top;
  return strips.flatMap((strip) => {
    const marks = strip.draw(y);
    y -= strip.height;
    return marks;
  });
}

/** Strips that no page parts. */
export const joined = (strips: readonly Strip[]): Strip => ({ height: heightOf(strips), draw: (top) => drawn(strips, top) });

/** Strips one under the other, page after page. */
export class Flow {
  readonly pages: Mark[][] = [[]];
  readonly #sheet: Sheet;
  readonly #start: number;
  #top: number;
  #head: readonly Strip[] = [];

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
    this.#start = sheet.height - sheet.top;
    this.#top = this.#start;
  }

  /** What is left of the page, in points. */
  get left(): number {
    return this.#top - this.#sheet.bottom;
  }

  /** Places strips; together where a page can hold them all, with room for `next` below. */
  place(strips: readonly Strip[], { together = true, next = 0 }: { readonly together?: boolean; readonly next?: number } = {}): void {
    const whole = heightOf(strips) + next;
    if (together && whole <= this.#start - this.#sheet.bottom) this.#ensure(whole);
    for (const strip of strips) {
      this.#ensure(strip.height);
      this.#draw(strip);
    }
  }

  /** Rows under headings that are repeated on every page the rows reach. */
  table(head: readonly Strip[], rows: readonly Strip[]): void {
    this.place(head, { next: rows[0]?.height ?? 0 });
    this.#head = head;
    this.place(rows, { together: false });
    this.#head = [];
  }

  #draw({ height, draw }: Strip): void {
    this.pages.at(-1)!.push(...draw(this.#top));
    this.#top -= height;
  }

  #ensure(height: number): void {
    if (this.left >= height || this.#top === this.#start) return;
    this.pages.push([]);
    this.#top = this.#start;
    for (const strip of this.#head) this.#draw(strip);
  }
}
