import { AppError } from '../../errors.ts';

/** How files of each kind that is kept begin. */
const BEGINNINGS: Readonly<Record<string, readonly number[]>> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
};
/** A page in colour at 300 dpi has about 2 MB as JPEG. */
const MOST_BYTES = 20_000_000;

/** The media type of a scan by its own first bytes; what a client calls it counts for nothing. @throws AppError SCAN_REFUSED for anything but JPEG, PNG and PDF up to 20 MB */
export function scanType(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) throw new AppError('SCAN_REFUSED', { note: 'size' });
  const found = Object.entries(BEGINNINGS).find(([, begins]) => begins.every((byte, at) => bytes[at] === byte));
  if (!found) throw new AppError('SCAN_REFUSED', { note: 'type' });
  return found[0];
}
