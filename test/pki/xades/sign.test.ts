import { describe, expect, it } from 'vitest';
import type { VerificationReport } from '../../../pki/report.ts';
import { signXades } from '../../../pki/xades/sign.ts';
import { verifyXades } from '../../../pki/xades/verify.ts';
import { decodeText, encodeText } from '../../../pki/xml/text.ts';
import { NOW, trusting } from '../../support/hpki-chain.ts';
import { besides, doctor, signerOf } from '../../support/prescription.ts';

const signer = signerOf(doctor);
const sign = async (text: string): Promise<string> => decodeText(await signXades({ xml: encodeText(text), signer, signingTime: NOW }));
const verify = (text: string): Promise<VerificationReport> =>
  verifyXades({ name: 'x.xml', bytes: encodeText(text) }, trusting(doctor, besides(doctor)));
const summary = ({ conclusion, subIndication, signatures }: VerificationReport) => [
  conclusion,
  subIndication,
  ...signatures.map(({ intact, coversWholeDocument, notCovered }) => [intact, coversWholeDocument, ...notCovered]),
];

describe('signing XML of any kind', () => {
  it.each([
    ['a plain element', '<a>x</a>', '<a>x~</a>', []],
    ['an empty element', '<a/>', '<a>~</a>', []],
    [
      'a default namespace and prefixes',
      '<?xml version="1.0"?>\n<p:a xmlns:p="urn:p" xmlns="urn:d" b = "1"><c/>\n</p:a>\n',
      '<?xml version="1.0"?>\n<p:a xmlns:p="urn:p" xmlns="urn:d" b = "1"><c/>\n~</p:a>\n',
      [],
    ],
    ['our prefix bound to something else', '<ds:a xmlns:ds="urn:x"><ds:b/></ds:a>', '<ds:a xmlns:ds="urn:x"><ds:b/>~</ds:a>', []],
    ['a style sheet, as clinical documents have', '<?xml-stylesheet href="a.xsl"?><a>x</a>', '<?xml-stylesheet href="a.xsl"?><a>x~</a>', []],
    ['CDATA and references', '<a><![CDATA[</a>]]>&#x533B;&lt;</a>', '<a><![CDATA[</a>]]>&#x533B;&lt;~</a>', []],
    ['a byte order mark', '\uFEFF<a>医</a>', '\uFEFF<a>医~</a>', []],
    ['a comment, which no signature protects', '<a><!-- c -->x</a>', '<a><!-- c -->x~</a>', ['comment']],
  ])('%s: only the signature is new, and it verifies', async (_, text, expected, notCovered) => {
    const signed = await sign(text);
    expect(signed.replace(/<ds:Signature .*<\/ds:Signature>/, '~')).toBe(expected);
    expect(summary(await verify(signed))).toEqual(['TOTAL-PASSED', null, [true, notCovered.length === 0, ...notCovered]]);
  });

  it.each([
    ['signed already', () => sign('<a/>'), 'XML_ALREADY_SIGNED'],
    ['with a document type', () => '<!DOCTYPE a><a/>', 'XML_FORBIDDEN_CONSTRUCT'],
    ['malformed', () => '<a>', 'XML_UNREADABLE'],
  ])('a document %s is refused', async (_, text, code) => {
    await expect(sign(await text())).rejects.toMatchObject({ code });
  });
});

describe('changes to a signed document', () => {
  const SIGNED = '<letter Id="L"><to>甲</to><body kind="x">本文</body></letter>';

  it.each<[string, (text: string) => string, unknown[]]>([
    ['nothing', (text) => text, ['TOTAL-PASSED', null, [true, true]]],
    ['text', (text) => text.replace('本文', '別文'), ['TOTAL-FAILED', 'HASH_FAILURE', [false, true]]],
    ['an attribute', (text) => text.replace('kind="x"', 'kind="y"'), ['TOTAL-FAILED', 'HASH_FAILURE', [false, true]]],
    ['an element more', (text) => text.replace('</letter>', '<more/></letter>'), ['TOTAL-FAILED', 'HASH_FAILURE', [false, true]]],
    ['the same in other spelling', (text) => text.replace('甲', '&#x7532;').replace('kind="x"', "kind = 'x'"), ['TOTAL-PASSED', null, [true, true]]],
    ['a comment', (text) => text.replace('本文', '本<!-- -->文'), ['TOTAL-PASSED', null, [true, false, 'comment']]],
    ['the whole put into another root', (text) => `<other>${text}</other>`, ['TOTAL-FAILED', 'HASH_FAILURE', [false, true]]],
    ['DataObjectFormat', (text) => text.replace('text/xml', 'text/html'), ['TOTAL-FAILED', 'HASH_FAILURE', [false, true]]],
    [
      'the signed properties left out',
      (text) => text.replace(/<ds:Object>.*<\/ds:Object>|<ds:Object .*<\/ds:Object>/, ''),
      ['TOTAL-FAILED', 'FORMAT_FAILURE', [false, true]],
    ],
    ['the signature left out', (text) => text.replace(/<ds:Signature .*<\/ds:Signature>/, ''), ['INDETERMINATE', 'NO_SIGNATURE']],
    [
      '33 signatures',
      (text) => text.replace(/(<ds:Signature .*<\/ds:Signature>)/, '$1'.repeat(33)),
      ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [false, false]],
    ],
    [
      '65 references',
      (text) => text.replace(/<ds:Reference Id="\w+-Reference1.*?<\/ds:Reference>/, (reference) => reference.repeat(63)),
      ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', [false, false]],
    ],
    ['the end', (text) => text.slice(0, -1), ['TOTAL-FAILED', 'FORMAT_FAILURE', [false, false]]],
    ['a document type', (text) => `<!DOCTYPE letter>${text}`, ['TOTAL-FAILED', 'FORMAT_FAILURE', [false, false]]],
  ])('%s', async (_, change, expected) => {
    expect(summary(await verify(change(await sign(SIGNED))))).toEqual(expected);
  });

  it.each(['<a>', 'no XML', '<!DOCTYPE a><a/>'])('%j without a word of signatures cannot be read', async (text) => {
    await expect(verify(text)).rejects.toMatchObject({ code: text.startsWith('<!') ? 'XML_FORBIDDEN_CONSTRUCT' : 'XML_UNREADABLE' });
  });
});
