import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { PdfDictionary, PdfName, type PdfObject, PdfReference, PdfString } from '../../../pki/pdf/syntax/objects.ts';
import { Parser } from '../../../pki/pdf/syntax/parser.ts';
import { serialize } from '../../../pki/pdf/syntax/serialize.ts';
import { failureOf } from '../../support/pki-failure.ts';

const parse = (text: string | Uint8Array): PdfObject => new Parser(new MemorySource(Buffer.from(text as string, 'latin1')), 0).object();
const string = (text: string): PdfString => new PdfString(Uint8Array.from(Buffer.from(text, 'latin1')));

/** Entries alone, since where values stand is not part of what they are. */
const plain = (value: PdfObject): unknown => {
  if (value instanceof PdfDictionary) return { ambiguous: value.ambiguous, entries: [...value.entries].map(([key, item]) => [key, plain(item)]) };
  return Array.isArray(value) ? value.map(plain) : value instanceof PdfString ? Buffer.from(value.bytes).toString('latin1') : value;
};

describe('objects', () => {
  it.each<[string, PdfObject]>([
    ['true ', true],
    ['false]', false],
    ['null', null],
    ['-17', -17],
    ['+.5', 0.5],
    ['4.', 4],
    ['% a comment\r\n 12', 12],
    ['/Name', new PdfName('Name')],
    ['/A#20B#2f', new PdfName('A B/')],
    ['/', new PdfName('')],
    ['12 0 R', new PdfReference(12, 0)],
    ['12 0 %\n R ', new PdfReference(12, 0)],
    ['[1 0 R 2 3 0 R 4 5]', [new PdfReference(1), 2, new PdfReference(3), 4, 5]],
    ['[1 2 RG]', 'error' as never],
    ['<48 65 6c6C 6>', string('Hell`')],
    ['<>', string('')],
    ['(a(b)c)', string('a(b)c')],
    ['(\\n\\r\\t\\b\\f\\(\\)\\\\\\q)', string('\n\r\t\b\f()\\q')],
    ['(\\0053\\53\\1234)', string('\x053+S4')],
    ['(a\\\r\nb\\\nc\\\rd)', string('abcd')],
    ['(a\r\nb\rc\nd)', string('a\nb\nc\nd')],
    ['(\\))', string(')')],
  ])('%s', async (text, expected) => {
    if ((expected as unknown) === 'error') expect(await failureOf(() => parse(text))).toBe('PDF_BROKEN');
    else expect(plain(parse(text))).toEqual(plain(expected));
  });

  it('tells a dictionary with a key twice, and where values stand', () => {
    const value = parse('<</A 1/B<</C 2>>/A[3]>>') as PdfDictionary;
    expect([plain(value), [...value.spans]]).toEqual([
      {
        ambiguous: true,
        entries: [
          ['A', [3]],
          ['B', { ambiguous: false, entries: [['C', 2]] }],
        ],
      },
      [
        ['A', { start: 18, end: 21 }],
        ['B', { start: 8, end: 16 }],
      ],
    ]);
  });

  it.each([
    '',
    ')',
    'endobj',
    'constructor',
    '1.2.3',
    '--1',
    '(a',
    '<4',
    '<4g>',
    '<<',
    '<</A',
    '<</A>>',
    '<<1 2>>',
    '[',
    '/A#0',
    '/A#00',
    `${'['.repeat(200)}`,
    '9'.repeat(300),
  ])('refuses %s', async (text) => {
    expect(await failureOf(() => parse(text))).toBe('PDF_BROKEN');
  });
});

describe('properties', () => {
  const leaf = fc.oneof(
    fc.constantFrom<PdfObject>(null, true, false),
    fc.integer(),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 1000),
    fc.uint8Array({ maxLength: 40 }).map((bytes): PdfObject => new PdfString(bytes)),
    fc
      .string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 12 })
      .map((text): PdfObject => new PdfName(text)),
    fc.tuple(fc.nat(8_000_000), fc.nat(65_535)).map(([number, generation]): PdfObject => new PdfReference(number, generation)),
  );
  const { object } = fc.letrec<{ object: PdfObject }>((tie) => ({
    object: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('object'), { maxLength: 5 }),
      fc
        .array(fc.tuple(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 }), tie('object')), { maxLength: 5 })
        .map((pairs) => new PdfDictionary(new Map(pairs))),
    ),
  }));

  it('what is written is read back', () => {
    fc.assert(
      fc.property(object, (value) => {
        expect(plain(parse(serialize(value)))).toEqual(plain(value));
      }),
      { numRuns: 300 },
    );
  });

  it('any bytes end in an object or in PDF_BROKEN', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'[]<>()/%# 0129.-+RabfntrueobjE\\\r\n'), maxLength: 60 }), async (text) => {
        expect([null, 'PDF_BROKEN']).toContain(await failureOf(() => parse(text)));
      }),
      { numRuns: 1000 },
    );
  });

  it('a literal string survives whatever its bytes, escaped or balanced', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const escaped = [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
        expect(plain(parse(`(${escaped})`))).toBe(Buffer.from(bytes).toString('latin1'));
      }),
    );
  });
});
