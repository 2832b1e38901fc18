import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { signPrescription } from '../../pki/eps/sign.ts';
import { verifyEps } from '../../pki/eps/verify.ts';
import { testSigner } from '../../pki/test-authority/test-signer.ts';
import { productionTrust } from '../../pki/trust-store/production-trust.ts';
import { anchorFromCertificate } from '../../pki/trust-store/anchor.ts';
import type { VerificationOptions } from '../../pki/trust.ts';
import { extendXades } from '../../pki/xades/extend.ts';
import { signXades } from '../../pki/xades/sign.ts';
import { decodeText, encodeText } from '../../pki/xml/text.ts';
import { keys } from '../support/hpki-chain.ts';
import { type LevelsWorld, levelsWorld } from '../support/levels.ts';
import { describeWith } from '../support/needs.ts';
import { folderWith, openssl, pem } from '../support/openssl.ts';
import { SAMPLE_CSV, signedDispensing } from '../support/prescription.ts';
import { withCorpus } from '../support/shared-data.ts';
import { writtenSignature } from '../support/xades.ts';
import { schemaFaults } from '../support/xml-schema.ts';
import { xmlsecCanonical, xmlsecReferences, xmlsecVerify } from '../support/xmlsec.ts';

const START = new Date('2026-06-01T03:00:00Z');
const LEVELS = ['T', 'LT', 'LTA'] as const;
/** In seconds. */
const AT = String(START.getTime() / 1000 + 3600);
const KEY = keys.other.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Documents of ours at each level by name, with the identifier of the signature that has it. */
const made = new Map<string, { readonly xml: Uint8Array; readonly id: string }>();
const NAMES = ['prescription', 'exclusive prescription', 'dispensing document', 'letter'].flatMap((kind) =>
  [...LEVELS, 'renewed LTA'].map((level) => `${kind}, ${level}`),
);
let world: LevelsWorld;

beforeAll(async () => {
  world = await levelsWorld(START);
  const { signer, authority } = world;
  const pharmacist = await authority.issueCertificates({ nameRomaji: 'H', nameKanji: '検', role: 'Pharmacist', withKanji: false }, START);
  const prescription = (profile: 'official-sample' | 'exclusive') => signPrescription({ csv: SAMPLE_CSV, signer, profile, signingTime: START });
  const official = await prescription('official-sample');
  const letter = await signXades({
    xml: encodeText('<q:letter xmlns:q="urn:q" xml:lang="ja"><a b="1"/>&amp;</q:letter>'),
    signer,
    signingTime: START,
  });
  const basic: readonly (readonly [string, Uint8Array, string])[] = [
    ['prescription', official, 'PrescriptionSign'],
    ['exclusive prescription', await prescription('exclusive'), 'PrescriptionSign'],
    ['dispensing document', await signedDispensing(official, testSigner(pharmacist.signature)), 'DispensingSign'],
    ['letter', letter, /Id="([^"]*-Signature)"/.exec(decodeText(letter))![1]!],
  ];
  for (const [kind, xml, id] of basic) {
    const order = { chain: signer.chain, signatureId: id };
    for (const level of LEVELS) made.set(`${kind}, ${level}`, { xml: await extendXades({ xml, ...order, ...world.order(level) }), id });
    const renewed = await extendXades({ xml: made.get(`${kind}, LTA`)!.xml, ...order, ...world.order('LTA', world.secondTimeStamper) });
    made.set(`${kind}, renewed LTA`, { xml: renewed, id });
  }
});

describeWith(['xmlsec1'], 'signatures of ours with time stamps and evidence, before xmlsec1', () => {
  it.each(NAMES)('%s', (name) => {
    const { xml, id } = made.get(name)!;
    expect(xmlsecVerify(xml, id)).toBe('OK 3/3');
  });
});

withCorpus('xsd', (folder) => {
  describe('the schemas of XML Signature and XAdES 1.3.2 accept', () => {
    it.each(NAMES)('%s', (name) => {
      const { xml, id } = made.get(name)!;
      expect(schemaFaults(folder, xml, id)).toEqual([]);
    });
  });
});

describeWith(['openssl', 'xmlsec1'], 'each time stamp, over what xmlsec1 makes of its parts, before openssl', () => {
  it.each(NAMES)('%s', (name) => {
    const { xml, id } = made.get(name)!;
    const stamps = tokensAndOctets(decodeText(xml), id);
    expect(stamps.length).toBe({ T: 1, LT: 1, LTA: 2, 'renewed LTA': 3 }[name.split(', ')[1]!]);
    for (const { token, octets } of stamps) {
      const folder = folderWith({
        'data.bin': octets,
        'token.der': token,
        'roots.pem': pem('CERTIFICATE', world.authority.keys.root.certificate, world.second.tsa.chain[0]!),
      });
      const verify = (): string =>
        openssl(folder, 'ts', '-verify', '-token_in', '-in', 'token.der', '-data', 'data.bin', '-CAfile', 'roots.pem', '-attime', AT).text;
      expect(verify()).toContain('Verification: OK');
      writeFileSync(join(folder, 'data.bin'), Buffer.concat([octets, Buffer.of(0)]));
      expect(verify()).toContain('message imprint mismatch');
    }
  });
});

/** What each time stamp of a signature is over, put together from canonical XML of another program (ETSI EN 319 132-1 clauses 5.3 and 5.5.2.2). */
function tokensAndOctets(text: string, id: string): { readonly token: Uint8Array; readonly octets: Uint8Array }[] {
  const { value, signedInfo, keyInfo, properties } = writtenSignature(text, id);
  const canonical = (...ids: readonly string[]): Uint8Array => Buffer.concat(xmlsecCanonical(text, ids, KEY));
  return properties.flatMap(({ name, text: property }, index) => {
    const [, base64] = /<(?:\w+:)?EncapsulatedTimeStamp>([^<]*)</.exec(property) ?? [];
    if (!base64 || !name.endsWith('TimeStamp')) return [];
    const before = properties.slice(0, index).map((one) => one.id);
    const octets =
      name === 'SignatureTimeStamp'
        ? canonical(value)
        : Buffer.concat([...xmlsecReferences(encodeText(text), id), canonical(signedInfo, value, keyInfo, ...before)]);
    return [{ token: Buffer.from(base64, 'base64'), octets }];
  });
}

withCorpus('hpki', (folder) => {
  const bytes = readFileSync(join(folder, 'prescription-004_01.xml'));
  const certificates = [...bytes.toString().matchAll(/<xa:EncapsulatedX509Certificate>([^<]*)</g)].map(([, base64]) =>
    Buffer.from(base64!, 'base64'),
  );
  /** The root of its time-stamp authority, which it brings along: here, and only here, somebody decided to trust it. */
  const tsaRoot = certificates.find((der) => der.includes('Test CA for TimeStampServer') && !der.includes('TimeStampServer01'))!;
  const tsaAnchors = [{ ...anchorFromCertificate(tsaRoot, { test: true }), accreditation: null }];
  const options = (change: Partial<VerificationOptions> = {}): VerificationOptions => ({
    ...productionTrust(),
    chain: [],
    crls: [],
    at: new Date('2026-11-20T00:00:00Z'),
    acceptTestCards: true,
    tsaAnchors,
    ...change,
  });

  it.each<[string, Partial<VerificationOptions>, unknown[]]>([
    ['years later, by its own evidence', {}, ['TOTAL-PASSED', null, '2022-09-07T08:18:25.197Z']],
    ['on the day after', { at: new Date('2022-09-08T00:00:00Z') }, ['TOTAL-PASSED', null, '2022-09-07T08:18:25.197Z']],
    ['without the root of its time-stamp authority', { tsaAnchors: [] }, ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', '2026-11-20T00:00:00.000Z']],
    ['without test cards', { acceptTestCards: false }, ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', '2022-09-07T08:18:25.197Z']],
    ['without the root of the healthcare PKI', { anchors: [] }, ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', '2022-09-07T08:18:25.197Z']],
    [
      'with the root of its time-stamp authority among those of signers',
      { tsaAnchors: [], anchors: [...productionTrust().anchors, ...tsaAnchors] },
      ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', '2026-11-20T00:00:00.000Z'],
    ],
  ])('the official prescription of level LT %s', async (_, change, answer) => {
    const { conclusion, subIndication, signatures } = await verifyEps({ name: 'sample', bytes }, options(change));
    expect([conclusion, subIndication, signatures[0]!.bestSignatureTime]).toEqual(answer);
    expect(signatures[0]).toMatchObject({ level: 'LT', intact: true });
  });
});
