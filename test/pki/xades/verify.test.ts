import { describe, expect, it } from 'vitest';
import { createSignature } from '../../../pki/xades/create-signature.ts';
import { verifyXades } from '../../../pki/xades/verify.ts';
import { BASE64, ENVELOPED, EXCLUSIVE } from '../../../pki/xades/algorithms.ts';
import { canonicalize, EXCLUSIVE_C14N } from '../../../pki/xml/canonicalize.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import { appendToElement } from '../../../pki/xml/insert.ts';
import { NOW, trusting } from '../../support/hpki-chain.ts';
import { besides, doctor, signerOf } from '../../support/prescription.ts';

const signer = signerOf(doctor);

interface Shape {
  readonly uri: string;
  readonly transforms: readonly string[];
  readonly octets: Uint8Array;
}

/** A letter with one signature as last child of its root. */
async function signed(letter: string, data: Shape): Promise<string> {
  const order = { signer, signingTime: NOW, prefixes: { ds: 'ds', xades: 'xades' }, signatureId: 'S', chain: [] };
  return appendToElement(letter, ['letter'], await createSignature({ ...order, data: { label: 'Data', ...data } }));
}

function canonical(text: string): Uint8Array {
  const document = parseXml(Buffer.from(text));
  return canonicalize(document, EXCLUSIVE_C14N);
}

async function verify(text: string) {
  const { conclusion, subIndication, signatures } = await verifyXades(
    { name: 'letter.xml', bytes: Buffer.from(text) },
    trusting(doctor, besides(doctor)),
  );
  return [
    conclusion,
    subIndication,
    ...signatures.map(({ intact, coversWholeDocument, notCovered }) => [intact, coversWholeDocument, ...notCovered]),
  ];
}

describe('what a signature of any XML covers', () => {
  const LETTER = '<letter Id="L"><dose unit="mg">NQ==</dose><note Id="N">eA==</note></letter>';
  const WHOLE = { uri: '', transforms: [ENVELOPED, EXCLUSIVE], octets: canonical(LETTER) };
  const TEXT = { uri: '', transforms: [ENVELOPED, BASE64], octets: Buffer.from('5') };
  const NOTE = { uri: '#N', transforms: [BASE64], octets: Buffer.from('x') };

  it.each<[string, string, Shape, unknown[]]>([
    ['the whole', LETTER, WHOLE, [true, true]],
    ['the root by its identifier', LETTER, { ...WHOLE, uri: '#L' }, [true, true]],
    ['the text of elements, not the elements', '<letter><dose unit="mg">NQ==</dose></letter>', TEXT, [true, false, 'dose']],
    ['the text of an element that holds nothing else, not its name and attributes', LETTER, NOTE, [true, false, 'dose', 'note']],
  ])('%s', async (_, letter, data, coverage) => {
    expect(await verify(await signed(letter, data))).toEqual(['TOTAL-PASSED', null, coverage]);
  });

  it('an element renamed around text that alone is signed stays uncovered', async () => {
    const text = await signed('<letter><dose unit="mg">NQ==</dose></letter>', TEXT);
    expect(await verify(text.replaceAll('dose', 'days'))).toEqual(['TOTAL-PASSED', null, [true, false, 'days']]);
  });

  it.each<[string, (text: string) => string, unknown[]]>([
    ['a comment added', (text) => text.replace('<note', '<!-- x --><note'), ['TOTAL-PASSED', null, [true, false, 'comment']]],
    ['an attribute changed', (text) => text.replace('mg', 'kg'), ['TOTAL-FAILED', 'HASH_FAILURE', [false, true]]],
    ['the identifier of another', (text) => text.replace('<note Id="N"', '<note Id="L"'), ['TOTAL-FAILED', 'HASH_FAILURE', [false, true]]],
    [
      'a second, forged signature',
      (text) =>
        text.replace(
          '</letter>',
          `${/<ds:Signature.*<\/ds:Signature>/s.exec(text)![0].replace(/(<ds:SignatureValue[^>]*>)..../, '$1AAAA')}</letter>`,
        ),
      ['TOTAL-FAILED', 'FORMAT_FAILURE', [false, true], [false, true]],
    ],
  ])('%s', async (_, change, answer) => {
    expect(await verify(change(await signed(LETTER, WHOLE)))).toEqual(answer);
  });
});
