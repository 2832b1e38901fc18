import { crc32 } from 'node:zlib';
import type { NamedBytes } from '../named-bytes.ts';
import { CENTRAL, END, LOCAL, STORED, UTF8 } from './zip-format.ts';

const VERSION = 20;

/** Time and day as DOS had them, to two seconds, in universal time. */
function dosTime(at: Date): { readonly time: number; readonly day: number } {
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    day: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

/**
 * Files as one ZIP archive, as they are: what goes into ours is compressed already, and a writer that only stores is small enough to be looked at whole.
 * Equal files of one time are equal archives.
 * @param files names with `/` between folders, each once
 * @throws RangeError past 65,535 files or 4 GiB
 */
export function writeZip(files: readonly NamedBytes[], at: Date): Uint8Array {
  const { time, day } = dosTime(at);
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const path = Buffer.from(name, 'utf8');
    const sum = crc32(bytes);
    /** What the local header and the directory say alike, from the version on. */
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8, 2);
    common.writeUInt16LE(STORED, 4);
    common.writeUInt16LE(time, 6);
    common.writeUInt16LE(day, 8);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.alloc(LOCAL.length);
    local.writeUInt32LE(LOCAL.signature, 0);
    local.set(common, 4);
    const central = Buffer.alloc(CENTRAL.length);
    central.writeUInt32LE(CENTRAL.signature, 0);
    central.writeUInt16LE(VERSION, 4);
    central.set(common, 6);
    central.writeUInt32LE(offset, 42);
    parts.push(local, path, bytes);
    directory.push(central, path);
    offset += local.length + path.length + bytes.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(END.length);
  end.writeUInt32LE(END.signature, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, index, end]));
}
