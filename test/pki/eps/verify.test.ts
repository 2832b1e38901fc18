import { beforeAll, describe, expect, it } from 'vitest';
import { signPrescription } from '../../../pki/eps/sign.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import type { PrescriptionProfile } from '../../../pki/eps/sign.ts';
import type { VerificationReport } from '../../../pki/report.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { decodeText, encodeText } from '../../../pki/xml/text.ts';
import { hpkiChain, NOW, trusting } from '../../support/hpki-chain.ts';
import { besides, doctor, pharmacist, signedDispensing, signedPrescription, signerOf } from '../../support/prescription.ts';

const options = trusting(doctor, besides(doctor));
const verify = (text: string, change: Partial<VerificationOptions> = {}): Promise<VerificationReport> =>
  verifyEps({ name: 'p.xml', bytes: encodeText(text) }, { ...options, ...change });

/** Conclusion and sub-indication, and `intact` of each signature. */
const summary = ({ conclusion, subIndication, signatures }: VerificationReport) => [
  conclusion,
  subIndication,
  ...signatures.map(({ intact }) => intact),
];

const signed: Record<PrescriptionProfile, string> = { 'official-sample': '', exclusive: '' };
beforeAll(async () => {
  for (const profile of ['official-sample', 'exclusive'] as const) signed[profile] = decodeText(await signedPrescription(profile));
});

const PASSED = ['TOTAL-PASSED', null, true];
const FORMAT = (intact: boolean) => ['TOTAL-FAILED', 'FORMAT_FAILURE', intact];
const HASH = ['TOTAL-FAILED', 'HASH_FAILURE', false];
const VALUE = ['TOTAL-FAILED', 'SIG_CRYPTO_FAILURE', false];

/** Puts the signed content, with its identifier, where nobody looks, and other content in its place. */
const wrapped = (text: string, hide: (element: string, text: string) => string): string => {
  const [element] = /<PrescriptionDocument .*<\/PrescriptionDocument>/s.exec(text)!;
  const forged = `<PrescriptionDocument id="Other">${Buffer.from('SJ1\n1,1,7654321,13,別').toString('base64')}</PrescriptionDocument>`;
  return hide(element, text.replace(element, forged));
};

describe('what is reported of a sound prescription', () => {
  it('names what the signature does not protect and who signed', async () => {
    const text = signed['official-sample'].replace(
      '</PrescriptionDocument>',
      '</PrescriptionDocument><AdditionalPrescriptionInformation id="A"><x/></AdditionalPrescriptionInformation>',
    );
    const report = await verify(text);
    const [{ checks, signer, ...signature }] = report.signatures as [VerificationReport['signatures'][number]];
    expect({ ...report, signatures: [signature] }).toEqual({
      file: 'p.xml',
      format: 'eps-prescription',
      conclusion: 'TOTAL-PASSED',
      subIndication: null,
      verifiedAt: NOW.toISOString(),
      testCardsAccepted: false,
      signatures: [
        {
          id: 'PrescriptionSign',
          conclusion: 'TOTAL-PASSED',
          subIndication: null,
          intact: true,
          level: 'B',
          coversWholeDocument: false,
          notCovered: ['PrescriptionManagement', 'AdditionalPrescriptionInformation'],
          claimedTime: NOW.toISOString(),
          bestSignatureTime: NOW.toISOString(),
          test: false,
          timeStamps: [],
        },
      ],
    });
    expect(signer?.hcRoles).toEqual(['Medical Doctor']);
    expect(checks.map(({ id, status }) => `${id} ${status}`)).toEqual(
      [
        'format',
        'reference-digests',
        'signature-value',
        'signed-scope',
        'signing-certificate-bound',
        'signing-certificate-found',
        'algorithms',
        'certificate-path',
        'issuer-key-pinned',
        'certificate-policy',
        'test-certificate',
        'key-usage',
        'hc-role',
        'validity-period',
        'revocation',
        'claimed-time',
      ].map((id) => `${id} passed`),
    );
  });
});

describe.each(['official-sample', 'exclusive'] as const)('attacks and accidents, profile %s', (profile) => {
  it.each<[string, (text: string) => string, unknown[]]>([
    ['nothing', (text) => text, PASSED],
    ['white space outside what is signed', (text) => text.replace('<Prescription>', '\n<Prescription>\n'), PASSED],
    [
      'an identifier put in by the service',
      (text) => text.replace('</PrescriptionManagement>', '<PrescriptionId Value="1"/></PrescriptionManagement>'),
      PASSED,
    ],
    ['the signed text', (text) => text.replace('>U0oxC', '>U0oxD'), HASH],
    ['white space in the signed text', (text) => text.replace('>U0ox', '>U0ox '), HASH],
    ['an attribute of the signed element', (text) => text.replace('id="PrescriptionDocument"', 'id="PrescriptionDocument" x="1"'), HASH],
    ['SigningTime', (text) => text.replace('T03:00:00+00', 'T02:00:00+00'), HASH],
    ['white space in KeyInfo', (text) => text.replace('<xs:X509Data>', '<xs:X509Data> '), HASH],
    ['a digest', (text) => text.replace(/<xs:DigestValue>..../, '<xs:DigestValue>AAAA'), ['TOTAL-FAILED', 'HASH_FAILURE', false]],
    ['the signature value', (text) => text.replace(/(<xs:SignatureValue [^>]*>).{4}/, '$1AAAA'), VALUE],
    ['an algorithm in SignedInfo', (text) => text.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#rsa-sha512'), VALUE],
    [
      'an unknown algorithm in SignedInfo',
      (text) => text.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#rsa-md5'),
      ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE', false],
    ],
    ['a comment in the signed text', (text) => text.replace('>U0ox', '>U0ox<!-- x -->'), FORMAT(true)],
    ['a comment elsewhere', (text) => text.replace('<Prescription>', '<Prescription><!-- x -->'), FORMAT(true)],
    ['a processing instruction after the end', (text) => `${text}<?x?>`, FORMAT(true)],
    ['a document type', (text) => text.replace('<Document', '<!DOCTYPE Document><Document'), FORMAT(false)],
    ['a truncated file', (text) => text.slice(0, -2), FORMAT(false)],
    ['an identifier twice', (text) => text.replace('id="PrescriptionManagement"', 'id="PrescriptionDocument"'), FORMAT(false)],
    ['an identifier twice, spelled otherwise', (text) => text.replace('<Prescription>', '<Prescription Id="PrescriptionDocument">'), FORMAT(false)],
    ['any identifier twice', (text) => text.replace('<Prescription>', '<Prescription id="Document">'), FORMAT(true)],
    ['content without identifier', (text) => text.replace('id="PrescriptionDocument"', 'name="PrescriptionDocument"'), FORMAT(false)],
    [
      'signed content moved into the signature',
      (text) => wrapped(text, (element, rest) => rest.replace('</xs:Object>', `</xs:Object><xs:Object>${element}</xs:Object>`)),
      FORMAT(profile === 'exclusive'),
    ],
    [
      'signed content moved to the root',
      (text) => wrapped(text, (element, rest) => rest.replace('<Prescription>', `${element}<Prescription>`)),
      FORMAT(true),
    ],
    [
      'signed content moved into another element',
      (text) => wrapped(text, (element, rest) => rest.replace('</PrescriptionManagement>', `${element}</PrescriptionManagement>`)),
      FORMAT(true),
    ],
    [
      'a second content',
      (text) => text.replace('</PrescriptionDocument>', '</PrescriptionDocument><PrescriptionDocument>U0oxCg==</PrescriptionDocument>'),
      FORMAT(true),
    ],
    [
      'a second content of a namespace',
      (text) => text.replace('</PrescriptionDocument>', '</PrescriptionDocument><x:PrescriptionDocument xmlns:x="urn:x"/>'),
      FORMAT(true),
    ],
    [
      'a dispensing record beside it',
      (text) => text.replace('</Document>', '<Dispensing><DispensingDocument>Q0oxCg==</DispensingDocument></Dispensing></Document>'),
      FORMAT(true),
    ],
    ['a second prescription', (text) => text.replace('</Document>', '<Prescription/></Document>'), FORMAT(true)],
    [
      'a second signature in its place',
      (text) => text.replace(/<xs:Signature .*<\/xs:Signature>/s, (signature) => signature + signature.replaceAll(/([Ii]d="|="#)/g, '$1b')),
      [...FORMAT(true), false],
    ],
    [
      'a signature in another place',
      (text) => text.replace('PrescriptionSign>', 'Elsewhere>').replace('</PrescriptionSign>', '</Elsewhere>'),
      FORMAT(true),
    ],
    ['signed properties removed', (text) => text.replace(/<xs:Object .*<\/xs:Object>/s, ''), FORMAT(false)],
    ['signed properties of another type', (text) => text.replace(' Type="http://uri.etsi.org/01903#SignedProperties"', ''), FORMAT(false)],
    ['properties about another signature', (text) => text.replace('Target="#PrescriptionSign"', 'Target="#Other"'), FORMAT(true)],
    [
      'a second QualifyingProperties',
      (text) => text.replace('</xs:Object>', '<xa:QualifyingProperties Target="#PrescriptionSign"/></xs:Object>'),
      FORMAT(true),
    ],
    [
      'signed properties moved away',
      (text) => text.replace(/<xa:SignedProperties .*<\/xa:SignedProperties>/s, (properties) => `<xa:Elsewhere>${properties}</xa:Elsewhere>`),
      FORMAT(true),
    ],
    [
      'parts of the signature in another order',
      (text) => text.replace(/(<xs:SignatureValue .*<\/xs:SignatureValue>)(<xs:KeyInfo .*<\/xs:KeyInfo>)/s, '$2$1'),
      FORMAT(false),
    ],
    ['a foreign element in SignedInfo', (text) => text.replace('</xs:SignedInfo>', '<x xmlns="urn:x"/></xs:SignedInfo>'), FORMAT(false)],
    ['garbage in the signature value', (text) => text.replace('</xs:SignatureValue>', '!</xs:SignatureValue>'), FORMAT(false)],
    ['no certificate', (text) => text.replace(/<xs:X509Certificate>.*<\/xs:X509Certificate>/, ''), HASH],
    ['no signature', (text) => text.replace(/<PrescriptionSign>.*<\/PrescriptionSign>/s, ''), ['INDETERMINATE', 'NO_SIGNATURE']],
    ['an empty PrescriptionSign', (text) => text.replace(/<xs:Signature .*<\/xs:Signature>/s, ''), ['INDETERMINATE', 'NO_SIGNATURE']],
  ])('%s changed', async (_, change, expected) => {
    expect(summary(await verify(change(signed[profile])))).toEqual(expected);
  });
});

it('another namespace in scope breaks inclusive canonicalisation and not exclusive', async () => {
  const change = (text: string): string => text.replace('<Document ', '<Document xmlns:y="urn:y" ');
  expect([summary(await verify(change(signed['official-sample']))), summary(await verify(change(signed.exclusive)))]).toEqual([HASH, PASSED]);
});

describe('who signed', () => {
  const forged = hpkiChain({
    rootName: [
      ['C', 'JP'],
      ['O', 'Ministry of Health, Labour and Welfare'],
      ['OU', 'MHLW HPKI Root CA V2'],
    ],
  });

  it.each<[string, ReturnType<typeof hpkiChain>, Partial<VerificationOptions>, unknown[]]>([
    ['a doctor', doctor, {}, PASSED],
    ['a dentist', hpkiChain({ roles: [{ text: 'Dentist' }] }), {}, PASSED],
    ['a pharmacist', pharmacist, {}, ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', true]],
    ['a doctor where a dentist is asked for', doctor, { role: 'Dentist' }, ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', true]],
    [
      'somebody under a root of the right name and another key',
      forged,
      { anchors: [doctor.anchor] },
      ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', true],
    ],
    ['a doctor, without revocation lists', doctor, { crls: [] }, ['INDETERMINATE', 'TRY_LATER', true]],
    ['a doctor, verified before the time claimed', doctor, { at: new Date(NOW.getTime() - 1000) }, ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', true]],
  ])('%s', async (_, chain, change, expected) => {
    const text = decodeText(await signedPrescription('official-sample', chain));
    expect(summary(await verify(text, { anchors: [chain.anchor], ...besides(chain), ...change }))).toEqual(expected);
  });

  it('another certificate of the same key does not take the place of the one that was signed for', async () => {
    const other = hpkiChain({ roles: [{ text: 'Pharmacist' }] });
    const text = signed['official-sample'].replace(Buffer.from(doctor.holder).toString('base64'), Buffer.from(other.holder).toString('base64'));
    const { signatures } = await verify(text);
    expect(signatures[0]!.checks.find(({ id }) => id === 'signing-certificate-bound')).toMatchObject({
      status: 'failed',
      subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    });
  });
});

describe('dispensing documents', () => {
  const check = async (bytes: Uint8Array, change: Partial<VerificationOptions> = {}) =>
    verifyEps({ name: 'd.xml', bytes }, { ...options, chain: [doctor.authority, pharmacist.authority], ...change });

  it('verifies both signatures, each with its role and what it leaves out', async () => {
    const report = await check(await signedDispensing(encodeText(signed['official-sample'])));
    expect([report.format, ...summary(report)]).toEqual(['eps-dispensing', 'TOTAL-PASSED', null, true, true]);
    expect(
      report.signatures.map(({ id, coversWholeDocument, notCovered, signer }) => ({ id, coversWholeDocument, notCovered, roles: signer?.hcRoles })),
    ).toEqual([
      {
        id: 'PrescriptionSign',
        coversWholeDocument: false,
        notCovered: ['DispensingManagement', 'PrescriptionManagement', 'DispensingDocument', 'AdditionalDispensedInformation'],
        roles: ['Medical Doctor'],
      },
      {
        id: 'DispensingSign',
        coversWholeDocument: false,
        notCovered: ['DispensingManagement', 'AdditionalDispensedInformation'],
        roles: ['Pharmacist'],
      },
    ]);
  });

  it.each<[string, () => Promise<Uint8Array>, unknown[]]>([
    ['no pharmacist signed', () => signedDispensing(encodeText(signed['official-sample']), null), ['INDETERMINATE', 'NO_SIGNATURE', true]],
    [
      'a doctor signed in place of the pharmacist',
      () => signedDispensing(encodeText(signed['official-sample']), signerOf(doctor)),
      ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', true, true],
    ],
    [
      'the prescription changed before the pharmacist signed',
      () => signedDispensing(encodeText(signed['official-sample'].replace('>U0oxC', '>U0oxD'))),
      ['TOTAL-FAILED', 'HASH_FAILURE', false, true],
    ],
    [
      'a paper prescription',
      async () => {
        const paper = signed['official-sample'].replace(/<PrescriptionSign>.*<\/PrescriptionSign>/s, '');
        return signedDispensing(encodeText(paper));
      },
      ['TOTAL-PASSED', null, true],
    ],
    [
      'the dispensing changed',
      async () => {
        const text = decodeText(await signedDispensing(encodeText(signed['official-sample'])));
        return encodeText(text.replace('>Q0ox', '>Q0oy'));
      },
      ['TOTAL-FAILED', 'HASH_FAILURE', true, false],
    ],
    [
      'another prescription of the same doctor put in',
      async () => {
        const other = decodeText(
          await signPrescription({
            csv: encodeText('SJ1\n1,1,7654321,13,x\n'),
            signer: signerOf(doctor),
            profile: 'official-sample',
            signingTime: NOW,
          }),
        );
        const parts = /<PrescriptionDocument .*<\/PrescriptionSign>/s;
        const text = decodeText(await signedDispensing(encodeText(signed['official-sample'])));
        return encodeText(text.replace(parts, parts.exec(other)![0]));
      },
      ['TOTAL-FAILED', 'HASH_FAILURE', true, false],
    ],
    [
      'the signatures exchanged',
      async () => {
        const text = decodeText(await signedDispensing(encodeText(signed['official-sample'])));
        const [first, second] = [...text.matchAll(/<xs:Signature .*?<\/xs:Signature>/gs)].map(([signature]) => signature) as [string, string];
        return encodeText(text.replace(first, '~').replace(second, first).replace('~', second));
      },
      ['TOTAL-FAILED', 'FORMAT_FAILURE', false, true],
    ],
  ])('%s', async (_, make, expected) => {
    expect(summary(await check(await make()))).toEqual(expected);
  });
});
