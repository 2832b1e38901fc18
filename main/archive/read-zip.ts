import { crc32, inflateRawSync } from 'node:zlib';
import type { NamedBytes } from '../named-bytes.ts';
import { CENTRAL, DEFLATED, ENCRYPTED, END, LOCAL, STORED, ZIP64 } from './zip-format.ts';

export interface ZipLimits {
  readonly files: number;
  /** Bytes of all files together, unpacked. */
  readonly bytes: number;
}

/** An archive that contradicts itself, is of a kind that is not read, or wants to be more than is taken. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';
}

/** A path below the folder in which an archive is unpacked, and no other: nothing absolute, nothing upwards, nothing that another system reads as such. */
const isInside = (name: string): boolean =>
  name !== '' && !/[\\:\p{Cc}\p{Bidi_Control}]/u.test(name) && name.split('/').every((step) => step !== '' && step !== '.' && step !== '..');

function endRecord(archive: Buffer): number {
  for (let at = archive.length - END.length; at >= Math.max(0, archive.length - END.length - END.longestComment); at -= 1) {
    const whole = archive.readUInt32LE(at) === END.signature && at + END.length + archive.readUInt16LE(at + 20) === archive.length;
    if (whole) return at;
  }
  throw new ZipFault('no directory at the end');
}

function unpacked(packed: Uint8Array, method: number, size: number): Uint8Array {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new ZipFault(`packed in a way that is not read: ${method}`);
  try {
    // An empty file cannot be given no room.
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }));
  } catch (cause) {
    throw new ZipFault('a file cannot be unpacked', { cause });
  }
}

/**
 * The files of an archive, folders left out. Everything is read by the directory, and what stands before a file must say the same of its name.
 * @throws ZipFault
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): readonly NamedBytes[] {
  try {
    return entries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), limits);
  } catch (error) {
    if (error instanceof ZipFault) throw error;
    // Reading past the end.
    if (error instanceof RangeError) throw new ZipFault('cut off', { cause: error });
    throw error;
  }
}

function entries(archive: Buffer, limits: ZipLimits): readonly NamedBytes[] {
  const end = endRecord(archive);
  const count = archive.readUInt16LE(end + 10);
  if (archive.readUInt16LE(end + 4) !== 0 || archive.readUInt16LE(end + 8) !== count) throw new ZipFault('several volumes');
  if (count > limits.files) throw new ZipFault(`more files than ${limits.files}`);
  const found = new Map<string, NamedBytes>();
  let at = archive.readUInt32LE(end + 16);
  let left = limits.bytes;
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== CENTRAL.signature) throw new ZipFault('the directory is broken');
    const flags = archive.readUInt16LE(at + 8);
    const method = archive.readUInt16LE(at + 10);
    const [sum, packedSize, size] = [16, 20, 24].map((place) => archive.readUInt32LE(at + place)) as [number, number, number];
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place)) as [number, number, number];
    const local = archive.readUInt32LE(at + 42);
    const rawName = archive.subarray(at + CENTRAL.length, at + CENTRAL.length + nameLength);
    at += CENTRAL.length + nameLength + extraLength + commentLength;
    if (flags & ENCRYPTED) throw new ZipFault('encrypted');
    if ([packedSize, size, local].includes(ZIP64)) throw new ZipFault('ZIP64');
    if (size > left) throw new ZipFault('larger than is taken');
    left -= size;
    const name = new TextDecoder('utf-8', { fatal: false }).decode(rawName);
    if (name.endsWith('/') && size === 0) continue;
    if (!isInside(name)) throw new ZipFault(`a file is called ${JSON.stringify(name)}`);
    if (found.has(name.toLowerCase())) throw new ZipFault(`two files are called ${name}`);
    if (archive.readUInt32LE(local) !== LOCAL.signature) throw new ZipFault('a file is not where the directory says');
    const localNameLength = archive.readUInt16LE(local + 26);
    if (!archive.subarray(local + LOCAL.length, local + LOCAL.length + localNameLength).equals(rawName)) throw new ZipFault('a file has two names');
    const start = local + LOCAL.length + localNameLength + archive.readUInt16LE(local + 28);
    if (start + packedSize > archive.length) throw new ZipFault('cut off');
    const content = unpacked(archive.subarray(start, start + packedSize), method, size);
    if (content.length !== size || crc32(content) !== sum) throw new ZipFault(`a file is not what the directory says: ${name}`);
    found.set(name.toLowerCase(), { name, bytes: new Uint8Array(content) });
  }
  return [...found.values()];
}
