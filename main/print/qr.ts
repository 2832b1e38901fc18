import encodeQR from 'qr';
import { area, INK, type Mark } from './ink.ts';

/** Modules of white that readers need around a code (ISO/IEC 18004 section 6.3.8). */
const QUIET_ZONE = 4;

/**
 * A QR code as areas of ink, from its lower left corner, with its quiet zone inside the square; up to 15 of 100 modules may be dirty.
 * @param side in points
 */
export function qrCode(code: string, x: number, y: number, side: number): Mark {
  const modules = encodeQR(code, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const size = side / modules.length;
  const rectangles = modules.flatMap((line, index) => {
    const bottom = y + (modules.length - 1 - index) * size;
    return runs(line).map(([from, length]) => [x + from * size, bottom, length * size, size] as const);
  });
  return area(rectangles, INK);
}

/** Where dark modules stand beside each other in a line, and how many. */
function runs(line: readonly boolean[]): (readonly [from: number, length: number])[] {
  const found: [number, number][] = [];
  line.forEach((dark, at) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === at) last[1] += 1;
    else found.push([at, 1]);
  });
  return found;
}
