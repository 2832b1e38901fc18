import type { Mark } from './ink.ts';

/** A4 in points, with margins for a punch and for the running header and footer. */
export const SHEET = { width: 595.28, height: 841.89, left: 62, right: 50, top: 92, bottom: 58 } as const;
export const MEASURE = SHEET.width - SHEET.left - SHEET.right;
const BODY = SHEET.height - SHEET.top - SHEET.bottom;

/** A strip across the column: it is never cut, and draws itself below a height on the page. */
export interface Strip {
  readonly height: number;
  readonly draw: (top: number) => readonly Mark[];
}

export const space = (height: number): Strip => ({ height, draw: () => [] });
export const heightOf = (strips: readonly Strip[]): number => strips.reduce((sum, { height }) => sum + height, 0);

/** Strips one under the other, page after page. */
export class Flow {
  readonly pages: Mark[][] = [[]];
  #top = SHEET.height - SHEET.top;

  /** Places strips; together where a page can hold them all, with room for `next` below. */
  place(strips: readonly Strip[], { together = true, next = 0 }: { readonly together?: boolean; readonly next?: number } = {}): void {
    const whole = heightOf(strips) + next;
    if (together && whole <= BODY) this.#ensure(whole);
    for (const strip of strips) {
      this.#ensure(strip.height);
      this.pages.at(-1)!.push(...strip.draw(this.#top));
      this.#top -= strip.height;
    }
  }

  #ensure(height: number): void {
    if (this.#top - height >= SHEET.bottom || this.#top === SHEET.height - SHEET.top) return;
    this.pages.push([]);
    this.#top = SHEET.height - SHEET.top;
  }
}
