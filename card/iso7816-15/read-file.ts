import type { CardChannel } from '../apdu/channel.ts';
import { LE_MAX } from '../apdu/command.ts';
import { exchange } from '../apdu/exchange.ts';
import { INSTRUCTION } from '../apdu/instruction.ts';
import { STATUS } from '../apdu/status.ts';
import { concat, equal } from '../bytes.ts';
import { TlvError } from '../tlv/error.ts';
import { extentOfObject, extentOfRecords } from '../tlv/records.ts';
import type { Path } from './path.ts';
import { selectFile } from './select-file.ts';

const BY_SHORT_ID = 0x80;
/** Offsets of READ BINARY end at 15 bits (ISO/IEC 7816-4 clause 7.2.3). */
const LAST_OFFSET = 0x7fff;
const SHORT_BLOCK = 256;
const LARGEST_FILE = 65536;

/** What a file holds: one DER object, or objects side by side. Either may be followed by fill. */
export type FileShape = 'object' | 'records';

const extents: Readonly<Record<FileShape, (beginning: Uint8Array) => number>> = { object: extentOfObject, records: extentOfRecords };

/**
 * Reads a transparent EF in as few commands as the reader allows: its first block tells the length, then the rest in the largest
 * blocks (256 bytes, or one extended READ), cut to the DER length. A low file id is tried as short identifier first, which saves its SELECT.
 * `accept` judges the content, so that a short identifier that names another file is noticed.
 * @returns the content, empty for a file of fill, or `null` when there is no such file or it cannot be read
 * @throws CardError as the session
 */
export async function readFile(
  channel: CardChannel,
  path: Path,
  shape: FileShape,
  accept: (content: Uint8Array) => boolean,
): Promise<Uint8Array | null> {
  const shortId = shortIdOf(channel, path);
  const guessed = shortId === null ? null : await readFrom(channel, path.index, shape, shortId);
  if ('shortId' in path.address || (guessed !== null && accept(guessed))) return guessed;
  const selected = (await selectFile(channel, path.address)) ? await readFrom(channel, path.index, shape, null) : null;
  if (shortId !== null && selected !== null && !equal(guessed ?? new Uint8Array(), selected)) channel.traits.shortIdentifiers = false;
  return selected;
}

/**
 * Short identifier by which a file may be read, `null` where it has to be selected. Only ids that are all identifier (0001 to 001E) are guessed: longer
 * ones may share their last five bits.
 */
export function shortIdOf({ traits }: Pick<CardChannel, 'traits'>, { address, index }: Path): number | null {
  if (index > 0xff) return null;
  if ('shortId' in address) return address.shortId;
  return traits.shortIdentifiers && 'fileId' in address && address.fileId >= 1 && address.fileId <= 30 ? address.fileId : null;
}

async function readFrom(channel: CardChannel, start: number, shape: FileShape, shortId: number | null): Promise<Uint8Array | null> {
  try {
    const file = await readToExtent(channel, start, shape, shortId);
    return file === null ? null : file.slice(0, extents[shape](file));
  } catch (error) {
    if (error instanceof TlvError) return null;
    throw error;
  }
}

async function readToExtent(channel: CardChannel, start: number, shape: FileShape, shortId: number | null): Promise<Uint8Array | null> {
  let file = await readBlock(channel, start, LE_MAX, shortId);
  if (file === null) return null;
  for (let wanted = extents[shape](file); wanted > file.length; wanted = extents[shape](file)) {
    if (wanted > LARGEST_FILE) return null;
    const complete = shape === 'records' && wanted === file.length + 1;
    const cardHadNoMore = file.length % SHORT_BLOCK !== 0;
    if (complete && cardHadNoMore) return file;
    const block = await readBlock(channel, start + file.length, shape === 'object' ? wanted - file.length : LE_MAX, null);
    if (block === null) return complete ? file : null;
    file = concat([file, block]);
  }
  return file;
}

/**
 * One READ BINARY, of the current EF or by short identifier. A warning that the file ended is no failure.
 * @returns at most `le` bytes, `null` when nothing is there or it cannot be read
 * @throws CardError as the session
 */
export async function readBlock(channel: CardChannel, offset: number, le: number, shortId: number | null): Promise<Uint8Array | null> {
  if (offset > LAST_OFFSET) return null;
  const [p1, p2] = shortId === null ? [offset >> 8, offset & 0xff] : [BY_SHORT_ID | shortId, offset];
  const { status, data } = await exchange(channel, { cla: 0, ins: INSTRUCTION.READ_BINARY, p1, p2, le });
  return (status === STATUS.OK || status === STATUS.END_OF_FILE) && data.length > 0 ? data : null;
}
