import { beforeAll, describe, expect, it } from 'vitest';
import { PkiError } from '../../../pki/errors.ts';
import { isSound, readSignatures } from '../../../pki/pades/read/signatures.ts';
import { signPades, type StampOrder } from '../../../pki/pades/sign.ts';
import { stampFont, type StampFont } from '../../../pki/pades/stamp/font.ts';
import { layOut } from '../../../pki/pades/stamp/layout.ts';
import { type StampPosition, stampRectangle } from '../../../pki/pades/stamp/placement.ts';
import { shape } from '../../../pki/pades/stamp/shape.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import { MemorySource } from '../../../pki/pdf/bytes/source.ts';
import { openPdf } from '../../../pki/pdf/document.ts';
import { type Page, type Rectangle, rectangle } from '../../../pki/pdf/pages.ts';
import type { PdfReference, PdfStream } from '../../../pki/pdf/syntax/objects.ts';
import type { Signer } from '../../../pki/signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { buildPdf, ONE_PAGE, type PdfBodies } from '../../support/pdf.ts';

const now = new Date('2026-11-20T03:34:56Z');
let signer: Signer;
let options: VerificationOptions;
let font: StampFont;

beforeAll(async () => {
  ({ signer, options } = await authorityWithDoctor(now));
  font = await stampFont();
});

describe('glyphs', () => {
  it.each([
    ['names in common use', '髙﨑德濵𠮷野家𠀋'],
    ['JIS X 0213 beyond the basic plane', '𠂉𠂢𡈽𣘺𩸽'],
    ['kana with a combining mark', 'か゚セ゚'],
    ['halfwidth and fullwidth forms', 'ｶﾞＡ（株）'],
    ['a variation sequence that is the usual form', '葛\u{e0100}'],
    ['a variation sequence of its own', '神\u{fe00}'],
  ])('has %s', (_, text) => {
    expect(shape(text, font).every(({ id }) => id > 0)).toBe(true);
  });

  it('a variation sequence shows another glyph than the character alone', () => {
    const [usual] = shape('神', font);
    const [variant] = shape('神\u{fe00}', font);
    expect([variant!.id === usual!.id, variant!.id, variant!.text]).toEqual([false, shape('\u{fa19}', font)[0]!.id, '神\u{fe00}']);
  });

  it.each([
    ['a character the font lacks', '山\u{2ffff}田', '\u{2ffff}', 'U+2FFFF'],
    ['an unassigned one', '\u{378}', '\u{378}', 'U+0378'],
    ['a picture character', '田😀', '😀', 'U+1F600'],
    ['a control character', 'a\u0007', '\u0007', 'U+0007'],
    ['a variation sequence the font lacks', '葛\u{e0101}城', '葛\u{e0101}', 'U+845B U+E0101'],
  ])('%s is refused by name', (_, text, character, codePoints) => {
    expect(() => shape(text, font)).toThrow(new PkiError('STAMP_GLYPH_MISSING', { character, codePoints }));
  });

  it('a refused stamp signs nothing', async () => {
    const refused = signPades({
      source: buildPdf(),
      signer: { ...signer, sign: () => expect.unreachable() },
      signingTime: now,
      stamp: { lines: ['\u{378}'] },
    });
    await expect(refused).rejects.toMatchObject({ code: 'STAMP_GLYPH_MISSING' });
  });
});

describe('layout', () => {
  const texts = (test: boolean): string[] =>
    layOut(['検証　太郎', 'Medical Doctor'], test, font).lines.map(({ glyphs }) => glyphs.map(({ text }) => text).join(''));

  it('says 検証用 above all else when the certificate is one for tests', () => {
    expect([texts(false), texts(true)]).toEqual([
      ['検証　太郎', 'Medical Doctor'],
      ['検証用', '検証　太郎', 'Medical Doctor'],
    ]);
  });

  it('keeps every line inside', () => {
    const { width, height, lines } = layOut(['長'.repeat(30), 'a', 'b'], true, font);
    for (const { glyphs, size, x, y } of lines) {
      const end = x + glyphs.reduce((sum, { advance }) => sum + (advance * size) / 1000, 0);
      expect([x > 0, y > 0, end < width, y + size < height]).toEqual([true, true, true, true]);
    }
  });
});

describe('place on the page', () => {
  const page = (rotation: number): Page => ({ box: [100, 200, 500, 500], rotation }) as unknown as Page;

  it.each<[StampPosition, number, Rectangle]>([
    ['bottom-right', 0, [396, 224, 476, 264]],
    ['top-left', 0, [124, 436, 204, 476]],
    ['bottom-right', 90, [436, 396, 476, 476]],
    ['bottom-left', 90, [436, 224, 476, 304]],
    ['bottom-right', 180, [124, 436, 204, 476]],
    ['bottom-right', 270, [124, 224, 164, 304]],
  ])('%s of a page turned by %i', (position, rotation, expected) => {
    expect(stampRectangle(page(rotation), { width: 80, height: 40 }, position)).toEqual(expected);
  });

  it('shrinks on a page smaller than itself', () => {
    const [left, bottom, right, top] = stampRectangle(
      { box: [0, 0, 100, 100], rotation: 0 } as unknown as Page,
      { width: 200, height: 100 },
      'bottom-right',
    );
    expect([left, bottom, right, top]).toEqual([24, 24, 76, 50]);
  });
});

describe('in the document', () => {
  const field: PdfBodies = {
    1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>',
    3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Annots[4 0 R]>>',
  };
  const sign = (bodies: PdfBodies, stamp: StampOrder) => signPades({ source: buildPdf({ ...ONE_PAGE, ...bodies }), signer, signingTime: now, stamp });
  const placed = (bytes: Uint8Array) => {
    const document = openPdf(new MemorySource(bytes));
    const [signature] = readSignatures(document).filter(isSound);
    const appearance = document.dictionary(signature!.field.dictionary.get('AP'))!.get('N') as PdfReference;
    return {
      name: signature!.field.name,
      place: rectangle(document, signature!.field.dictionary.get('Rect')),
      content: Buffer.from(document.data(document.get(appearance) as PdfStream)).toString('latin1'),
    };
  };

  it('costs 20 to 40 kilobytes and verifies', async () => {
    const plain = await signPades({ source: buildPdf(), signer, signingTime: now });
    const stamped = await sign({}, {});
    expect(stamped.length - plain.length).toBeLessThan(40_000);
    expect((await verifyPades({ name: 'x', bytes: stamped }, options)).conclusion).toBe('TOTAL-PASSED');
  });

  it.each<[string, string, StampOrder, string, Rectangle | null]>([
    ['goes to a visible prepared field', '/Rect[10 10 200 60]/P 3 0 R', {}, 'Doctor', [10, 10, 200, 60]],
    ['leaves a hidden one alone', '/Rect[10 10 200 60]/P 3 0 R/F 2', {}, 'Signature1', null],
    ['leaves one without area alone', '/Rect[0 0 0 0]/P 3 0 R', {}, 'Signature1', null],
    ['leaves one on no page alone', '/Rect[10 10 200 60]', {}, 'Signature1', null],
  ])('%s', async (_, entries, stamp, name, place) => {
    const found = placed(await sign({ ...field, 4: `<</Subtype/Widget/FT/Sig/T(Doctor)${entries}>>` }, stamp));
    expect([found.name, place ? found.place : null, found.content.includes('Tj')]).toEqual([name, place, true]);
  });

  it('there is no such page', async () => {
    await expect(sign({}, { page: 7 })).rejects.toThrow(RangeError);
  });
});
