import { beforeAll, describe, expect, it } from 'vitest';
import { signPades } from '../../../pki/pades/sign.ts';
import { verifyPades } from '../../../pki/pades/verify.ts';
import type { Signer } from '../../../pki/signer.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { authorityWithDoctor } from '../../support/authority.ts';
import { appendRevision, buildPdf, ONE_PAGE, stream } from '../../support/pdf.ts';

const now = new Date('2026-11-20T03:34:56Z');
let signer: Signer;
let options: VerificationOptions;

beforeAll(async () => {
  ({ signer, options } = await authorityWithDoctor(now));
});

const sign = (source: Uint8Array): Promise<Uint8Array> => signPades({ source, signer, signingTime: now });

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
    const text = Buffer.from(signed).toString('latin1');
    const at = text.indexOf('%4 0 obj') + 1;
    const start = signed.length;
    const size = Number([...text.matchAll(/\/Size (\d+)/g)].at(-1)![1]);
    const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1];
    const section = `xref\n4 1\n${String(at).padStart(10, '0')} 00000 n\r\ntrailer\n<</Size ${size}/Root 1 0 R/Prev ${previous}>>\nstartxref\n${start}\n%%EOF\n`;
    expect(await answer(Buffer.concat([signed, Buffer.from(section)]))).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
  });

  it('an object that is there no more under the generation that is referred to', async () => {
    const signed = await sign(buildPdf({ ...ONE_PAGE, 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources 4 0 R>>', 4: '<</Font<<>>>>' }));
    const text = Buffer.from(signed).toString('latin1');
    const size = Number([...text.matchAll(/\/Size (\d+)/g)].at(-1)![1]);
    const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1];
    const object = '4 1 obj\n<</Font<<>>>>\nendobj\n';
    const start = signed.length;
    const section = `${object}xref\n4 1\n${String(start).padStart(10, '0')} 00001 n\r\ntrailer\n<</Size ${size}/Root 1 0 R/Prev ${previous}>>\nstartxref\n${start + object.length}\n%%EOF\n`;
    expect(await answer(Buffer.concat([signed, Buffer.from(section)]))).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
  });

  it('objects that a smaller Size declares missing', async () => {
    const signed = await sign(buildPdf({ ...ONE_PAGE, 4: stream('BT ET') }));
    const text = Buffer.from(signed).toString('latin1');
    const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1];
    const section = `xref\n0 1\n0000000000 65535 f\r\ntrailer\n<</Size 4/Root 1 0 R/Prev ${previous}>>\nstartxref\n${signed.length}\n%%EOF\n`;
    expect(await answer(Buffer.concat([signed, Buffer.from(section)]))).toEqual(['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [true]]);
  });
});
