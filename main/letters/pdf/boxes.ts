import { drawn, heightOf, type Strip } from '../../print/flow.ts';
import { frame, INK, type Mark, stroke } from '../../print/ink.ts';
import { LABEL, MEASURE, SHEET } from './sheet.ts';

const PADDING = { above: 5, below: 6 } as const;
/** A part that goes on begins on no page with less than this, in points. */
const LEAST = 48;

/** One part of the form: its label beside its lines. */
export interface Box {
  /** `continued`: on a page where the part goes on. */
  readonly label: (continued: boolean) => readonly Strip[];
  readonly lines: readonly Strip[];
  /** Least height, in points. */
  readonly height: number;
}

/** Frames under each other, page after page; what is longer than a page goes on in a frame of the next one. */
export class Boxes {
  readonly pages: Mark[][] = [[]];
  #top = SHEET.height - SHEET.top;

  get #left(): number {
    return this.#top - SHEET.bottom;
  }

  /** Places what is never parted. */
  strips(strips: readonly Strip[]): void {
    const height = heightOf(strips);
    if (height > this.#left) this.#turn();
    this.pages.at(-1)!.push(...drawn(strips, this.#top));
    this.#top -= height;
  }

  box({ label, lines, height }: Box): void {
    let rest = lines;
    let continued = false;
    do {
      const head = label(continued);
      const least = Math.max(heightOf(head), heightOf(rest.slice(0, 1))) + PADDING.above + PADDING.below;
      const whole = Math.max(heightOf(head), heightOf(rest)) + PADDING.above + PADDING.below;
      if (Math.min(whole, Math.max(least, LEAST)) > this.#left) this.#turn();
      const fitting = firstOf(rest, this.#left - PADDING.above - PADDING.below);
      const natural = Math.max(heightOf(head), heightOf(fitting)) + PADDING.above + PADDING.below;
      const wanted = continued ? natural : Math.max(natural, height);
      this.#frame(head, fitting, Math.min(wanted, this.#left));
      rest = rest.slice(fitting.length);
      continued = true;
    } while (rest.length > 0);
  }

  #frame(head: readonly Strip[], lines: readonly Strip[], height: number): void {
    const bottom = this.#top - height;
    const edge = SHEET.left + LABEL;
    this.pages
      .at(-1)!
      .push(
        frame(SHEET.left, bottom, MEASURE, height, INK, 0.6),
        stroke([edge, this.#top], [edge, bottom], INK, 0.6),
        ...drawn(head, this.#top - PADDING.above),
        ...drawn(lines, this.#top - PADDING.above),
      );
    this.#top = bottom;
  }

  #turn(): void {
    this.pages.push([]);
    this.#top = SHEET.height - SHEET.top;
  }
}

/** As many strips as a height can hold, one at least. */
function firstOf(strips: readonly Strip[], height: number): readonly Strip[] {
  let used = 0;
  const count = strips.findIndex((strip, index) => {
    used += strip.height;
    return index > 0 && used > height;
  });
  return count === -1 ? strips : strips.slice(0, count);
}
