import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSignedData } from '../../../pki/cms/build.ts';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import type { Signer } from '../../../pki/signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { coveredDigest, withContents } from '../../support/pades.ts';
import { appendRevision, buildPdf, ONE_PAGE, replaceSameLength, stream } from '../../support/pdf.ts';

const now = new Date('2026-11-20T03:34:56Z');
let signer: Signer;
let options: VerificationOptions;

beforeAll(async () => {
  ({ signer, options } = await authorityWithDoctor(now));
});

const sign = (source: Uint8Array): Promise<Uint8Array> => signPades({ source, signer, signingTime: now });

/** Where the newest cross-references are, and how many objects they promise. */
function endOf(pdf: Uint8Array) {
  const text = Buffer.from(pdf).toString('latin1');
  return { previous: /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1]!, size: Number([...text.matchAll(/\/Size (\d+)/g)].at(-1)![1]) };
}

interface Table {
  readonly object?: string;
  /** Number, offset and generation. */
  readonly entry: readonly [number, number, number];
  readonly size?: number;
}

/** A revision with a table of one entry, wherever that points. */
function withTable(pdf: Uint8Array, { object = '', entry: [number, offset, generation], size = endOf(pdf).size }: Table): Buffer {
  const entry = `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n`;
  const trailer = `trailer\n<</Size ${size}/Root 1 0 R/Prev ${endOf(pdf).previous}>>`;
  const tail = `${object}xref\n${number} 1\n${entry}\r\n${trailer}\nstartxref\n${pdf.length + object.length}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(tail, 'latin1')]);
}

/** The signature made anew over the bytes as they are now, in the same room. */
const resigned = async (bytes: Buffer): Promise<Buffer> =>
  withContents(bytes, await buildSignedData({ signer, digestAlgorithm: 'sha256', contentDigest: coveredDigest(bytes, 'sha256') }));

async function answer(bytes: Uint8Array): Promise<readonly unknown[]> {
  const { conclusion, subIndication, signatures } = await verifyPades({ name: 'letter.pdf', bytes }, options);
  return [conclusion, subIndication, signatures.map(({ intact }) => intact)];
}

describe('what is shown changes behind a signature', () => {
  it('a picture over the page that calls itself a signature and is in no form', async () => {
    const signed = await sign(buildPdf());
    const page = /3 0 obj\s*(<<[^\n]*\/Annots \[)(\d+ 0 R)\]>>/.exec(Buffer.from(signed).toString('latin1'))!;
    const attack = appendRevision(signed, {
      3: `${page[1]}${page[2]} 90 0 R]>>`,
      90: '<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/V 91 0 R/Rect[0 0 400 300]/AP<</N 92 0 R>>>>',
      91: '<</Type/Sig/SubFilter/ETSI.CAdES.detached>>',
      92: stream('0 0 400 300 re f', '/Type/XObject/Subtype/Form/BBox[0 0 400 300]'),
    });
    expect(await answer(attack)).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
  });

  it('a stream that is read with another dictionary before the same data', async () => {
    const data = 'q /Over Do Q';
    const inner = `<</Length ${data.length}\r\n>>stream\n${data}\nendstream`;
    const signed = await sign(
      buildPdf({
        ...ONE_PAGE,
        3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<</XObject<</Page 4 0 R>>>>>>',
        4: `<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/Length ${data.length}/Resources 5 0 R %4 0 obj${inner}`,
        5: '<<>>',
      }),
    );
    const at = Buffer.from(signed).indexOf('%4 0 obj') + 1;
    expect(await answer(withTable(signed, { entry: [4, at, 0] }))).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
  });

  it('an object that is there no more under the generation that is referred to', async () => {
    const signed = await sign(buildPdf({ ...ONE_PAGE, 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources 4 0 R>>', 4: '<</Font<<>>>>' }));
    const object = '4 1 obj\n<</Font<<>>>>\nendobj\n';
    expect(await answer(withTable(signed, { object, entry: [4, signed.length, 1] }))).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
  });

  it('objects that a smaller Size declares missing', async () => {
    const signed = await sign(buildPdf({ ...ONE_PAGE, 4: stream('BT ET') }));
    expect(await answer(withTable(signed, { object: '20 0 obj\n(x)\nendobj\n', entry: [20, signed.length, 0], size: 4 }))).toEqual([
      'INDETERMINATE',
      'SIG_CONSTRAINTS_FAILURE',
      [true],
    ]);
  });

  it.each(['/Root 20 0 R', '/Prev 0'])('a trailer that says %s first and otherwise later', async (first) => {
    const signed = await sign(buildPdf());
    const attack = appendRevision(signed, { 20: '<</Type/Catalog/Pages 2 0 R>>' }).toString('latin1');
    const at = attack.lastIndexOf('/Root');
    const changed = Buffer.from(attack.slice(0, at) + first + attack.slice(at), 'latin1');
    expect(await answer(changed)).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
  });

  it('an object that a Size too small hid from readers when it was signed', async () => {
    const signed = Buffer.from(await sign(buildPdf({ ...ONE_PAGE, 4: stream('BT ET') })));
    const hiding = await resigned(replaceSameLength(signed, '/Size 7', '/Size 6'));
    expect(await answer(hiding)).toEqual(['TOTAL-PASSED', null, [true]]);
    expect(await answer(appendRevision(hiding, { 30: '(x)' }))).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
  });
});

it('a later revision that speaks of more objects than can be compared', async () => {
  const signed = await sign(buildPdf());
  const data = deflateSync(Buffer.alloc(5 * 1_000_000)).toString('latin1');
  const entries = `/Type/XRef/W[1 3 1]/Index[100 1000000]/Size 1000100/Filter/FlateDecode/Root 1 0 R/Prev ${endOf(signed).previous}`;
  const section = `99 0 obj\n${stream(data, entries)}\nendobj\nstartxref\n${signed.length}\n%%EOF\n`;
  expect(await answer(Buffer.concat([signed, Buffer.from(section, 'latin1')]))).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
});

describe('signatures without measure', () => {
  it('one signature in many fields', async () => {
    const signed = await sign(buildPdf());
    const value = /\/V (\d+ 0 R)/.exec(Buffer.from(signed).toString('latin1'))![1];
    const fields = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [100 + index, `<</FT/Sig/T(F${index})/V ${value}/Rect[0 0 0 0]>>`]));
    const form = `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${Object.keys(fields)
      .map((number) => `${number} 0 R`)
      .join(' ')}]>>>>`;
    const { conclusion, subIndication, signatures } = await verifyPades(
      { name: 'x', bytes: appendRevision(signed, { 1: form, ...fields }) },
      options,
    );
    expect([conclusion, subIndication, signatures.length, signatures.filter(({ intact }) => intact).length]).toEqual([
      'TOTAL-FAILED',
      'FORMAT_FAILURE',
      101,
      1,
    ]);
    expect(signatures.slice(-2).map(({ checks }) => checks[0]!.detail)).toEqual([
      'another field holds the same signature',
      'more than 100 signatures',
    ]);
  });
});
