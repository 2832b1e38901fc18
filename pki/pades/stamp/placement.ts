import type { Page, Rectangle } from '../../pdf/pages.ts';

/** Corner of the page as a reader sees it. */
export type StampPosition = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

const MARGIN = 24;

/** Size of the page as a reader sees it. */
export function shownSize({ box, rotation }: Page): { readonly width: number; readonly height: number } {
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** Where a stamp of that size goes, in the page's own coordinates; on a small page it shrinks to fit. */
export function stampRectangle(page: Page, size: { readonly width: number; readonly height: number }, position: StampPosition): Rectangle {
  const shown = shownSize(page);
  const shrink = Math.min(1, Math.max(1, shown.width - 2 * MARGIN) / size.width, Math.max(1, shown.height - 2 * MARGIN) / size.height);
  const [width, height] = [size.width * shrink, size.height * shrink];
  const x = position.endsWith('left') ? MARGIN : shown.width - MARGIN - width;
  const y = position.startsWith('bottom') ? MARGIN : shown.height - MARGIN - height;
  const [a, b] = ownCoordinates(page, x, y);
  const [c, d] = ownCoordinates(page, x + width, y + height);
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** From coordinates on the page as it is shown, turned clockwise, back to its own. */
function ownCoordinates({ box, rotation }: Page, x: number, y: number): readonly [number, number] {
  const [left, bottom, right, top] = box;
  switch (rotation) {
    case 90:
      return [right - y, bottom + x];
    case 180:
      return [right - x, top - y];
    case 270:
      return [left + y, top - x];
    default:
      return [left + x, bottom + y];
  }
}
