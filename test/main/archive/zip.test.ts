import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZip } from '../../../main/archive/read-zip.ts';
import { writeZip } from '../../../main/archive/write-zip.ts';
import type { NamedBytes } from '../../../main/named-bytes.ts';

const AT = new Date('2026-11-30T05:00:00Z');
const LIMITS = { files: 100, bytes: 1_000_000 };
const text = (words: string): Uint8Array => new Uint8Array(Buffer.from(words, 'utf8'));
const two: readonly NamedBytes[] = [
  { name: '甲.txt', bytes: text('一') },
  { name: 'attachments/b.csv', bytes: text('1,2\n') },
];

/** An archive with these bytes in place of others of the same length, everywhere. */
const replaced = (from: string, to: string): Uint8Array =>
  new Uint8Array(Buffer.from(Buffer.from(writeZip(two, AT)).toString('latin1').replaceAll(from, to), 'latin1'));

const changed = (change: (bytes: Buffer) => void): Uint8Array => {
  const bytes = Buffer.from(writeZip(two, AT));
  change(bytes);
  return new Uint8Array(bytes);
};
const central = (bytes: Buffer): number => bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));

it('gives back what was written, whatever it is', () => {
  const step = fc.stringMatching(/^[a-z0-9あ-ん漢字]{1,12}$/u);
  const files = fc.uniqueArray(
    fc.record({ name: fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('/')), bytes: fc.uint8Array() }),
    {
      selector: ({ name }) => name.toLowerCase(),
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(files, (given) => {
      expect(readZip(writeZip(given, AT), LIMITS)).toEqual(given.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })));
    }),
  );
});

it('reads files that another program packed', () => {
  const content = text('繰り返し'.repeat(100));
  const packed = new Uint8Array(deflateRawSync(content));
  // Stored as if packed: the same archive with method, sizes and sum of the unpacked content.
  const plain = Buffer.from(writeZip([{ name: 'a', bytes: content }], AT));
  const own = Buffer.from(writeZip([{ name: 'a', bytes: packed }], AT));
  const sum = plain.readUInt32LE(14);
  const directory = central(own);
  own.writeUInt16LE(8, 8);
  own.writeUInt16LE(8, directory + 10);
  own.writeUInt32LE(sum, directory + 16);
  own.writeUInt32LE(content.length, directory + 24);
  expect(readZip(new Uint8Array(own), LIMITS)).toEqual([{ name: 'a', bytes: content }]);
});

describe('refuses', () => {
  it.each<readonly [string, Uint8Array]>([
    ['a path upwards', replaced('attachments/', '../ttachmen/')],
    ['an absolute path', replaced('attachments/', '/ttachments/')],
    ['a path of another system', replaced('attachments/', 'c:\\achments\\')],
    ['two files of one name', writeZip([two[0]!, { ...two[0]!, bytes: text('二') }], AT)],
    ['a file with two names', changed((bytes) => bytes.write('X', 30, 'latin1'))],
    ['content that is not what the directory says', changed((bytes) => bytes.writeUInt8(0x41, 30 + Buffer.byteLength('甲.txt')))],
    ['an encrypted file', changed((bytes) => bytes.writeUInt16LE(0x0801, central(bytes) + 8))],
    ['a way of packing that is not known', changed((bytes) => bytes.writeUInt16LE(12, central(bytes) + 10))],
    ['a size that only ZIP64 has', changed((bytes) => bytes.writeUInt32LE(0xffff_ffff, central(bytes) + 24))],
    ['a directory that is broken', changed((bytes) => bytes.writeUInt8(0, central(bytes)))],
    ['several volumes', changed((bytes) => bytes.writeUInt16LE(1, bytes.length - 22 + 4))],
    ['an archive that is cut off', writeZip(two, AT).slice(0, -1)],
    ['what is none', text('no archive at all')],
  ])('%s', (_what, archive) => {
    expect(() => readZip(archive, LIMITS)).toThrow(expect.objectContaining({ name: 'ZipFault' }));
  });

  it.each([
    ['more files', { files: 1, bytes: 1000 }],
    ['more bytes', { files: 10, bytes: 5 }],
  ])('%s than are taken', (_what, limits) => {
    expect(() => readZip(writeZip(two, AT), limits)).toThrow(expect.objectContaining({ name: 'ZipFault' }));
  });

  it('never throws anything else, whatever is changed', () => {
    const archive = writeZip(two, AT);
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.nat(255), (at, value) => {
        const bytes = archive.slice();
        bytes[at] = value;
        try {
          readZip(bytes, LIMITS);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ZipFault' });
        }
      }),
      { numRuns: 500 },
    );
  });
});
