import { TlvError } from './error.ts';
import { parseHeader, parseTlv, type Tlv } from './parse.ts';
import { isFill } from './tag.ts';

/**
 * Objects of a file that holds them side by side, over and between its fill.
 * @throws TlvError when something is neither object nor fill
 */
export function parseRecords(bytes: Uint8Array): Tlv[] {
  const records: Tlv[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    if (isFill(bytes[offset])) {
      offset += 1;
      continue;
    }
    const record = parseTlv(bytes.subarray(offset));
    records.push(record);
    offset += record.bytes.length;
  }
  return records;
}

/**
 * How many bytes of a file are needed, judged by its beginning: to the end of its one object, none when it starts with fill.
 * While the answer lies beyond what is known, one byte more than there is.
 * @throws TlvError
 */
export function extentOfObject(beginning: Uint8Array): number {
  return isFill(beginning[0]) ? 0 : extentOfNext(beginning);
}

/** As {@link extentOfObject}, for objects side by side: to the fill that follows them. */
export function extentOfRecords(beginning: Uint8Array): number {
  let offset = 0;
  while (offset < beginning.length && !isFill(beginning[offset])) offset += extentOfNext(beginning.subarray(offset));
  return offset === beginning.length ? offset + 1 : offset;
}

function extentOfNext(bytes: Uint8Array): number {
  try {
    const { headerLength, length } = parseHeader(bytes);
    return headerLength + length;
  } catch (error) {
    if (error instanceof TlvError && error.fault === 'truncated') return bytes.length + 1;
    throw error;
  }
}
