import { beforeAll, describe, expect, it } from 'vitest';
import { signPrescription } from '../../../pki/eps/sign.ts';
import { verifyEps } from '../../../pki/eps/verify.ts';
import type { LevelOrder } from '../../../pki/levels/material.ts';
import type { VerificationReport } from '../../../pki/report.ts';
import { testSigner } from '../../../pki/test-authority/test-signer.ts';
import { createSignature } from '../../../pki/xades/create-signature.ts';
import { extendXades } from '../../../pki/xades/extend.ts';
import { signXades } from '../../../pki/xades/sign.ts';
import { verifyXades } from '../../../pki/xades/verify.ts';
import { appendToElement } from '../../../pki/xml/insert.ts';
import { decodeText, encodeText } from '../../../pki/xml/text.ts';
import { type LevelsWorld, levelsWorld } from '../../support/levels.ts';
import { failureOf } from '../../support/pki-failure.ts';
import { SAMPLE_CSV, signedDispensing } from '../../support/prescription.ts';
import { stampsIn } from '../../support/xades.ts';

const START = new Date('2026-06-01T03:00:00Z');
const LEVELS = ['T', 'LT', 'LTA'] as const;
const LETTER = '<?xml version="1.0"?>\n<letter xmlns:q="urn:q" Id="L">\n  <note a=\'1\'/>&amp; text\n</letter>\n';
const CARD = { nameRomaji: 'Hanako Kensho', nameKanji: '検証　花子', role: 'Pharmacist', withKanji: true } as const;

let world: LevelsWorld;
let prescription: Uint8Array;
let letter: Uint8Array;

beforeAll(async () => {
  world = await levelsWorld(START);
  const { signer } = world;
  prescription = await signPrescription({ csv: SAMPLE_CSV, signer, profile: 'official-sample', signingTime: START });
  letter = await signXades({ xml: encodeText(LETTER), signer, signingTime: START });
});

const summary = ({ conclusion, subIndication, signatures }: VerificationReport) => [
  conclusion,
  subIndication,
  ...signatures.map(({ level, bestSignatureTime }) => `${level} ${bestSignatureTime.slice(0, 10)}`),
];
/** Lists of both authorities as of now; those of level T are not in the document. */
const listsOf = ({ authority, clock, second }: LevelsWorld) => [...Object.values(authority.publishCrls(clock.now)), second.publishCrl(clock.now)];
const verify = async (xml: Uint8Array, of = world) =>
  summary(
    await (decodeText(xml).includes('<letter') ? verifyXades : verifyEps)(
      { name: 'x.xml', bytes: xml },
      of.options({ crls: listsOf(of), chain: of.signer.chain }),
    ),
  );
const extend = (xml: Uint8Array, level: LevelOrder['level'], signatureId?: string) =>
  extendXades({ xml, ...world.order(level), chain: world.signer.chain, ...(signatureId && { signatureId }) });

describe.each<[string, () => Uint8Array]>([
  ['a prescription', () => prescription],
  ['a letter', () => letter],
])('%s', (_, signed) => {
  it.each(LEVELS)('at level %s passes, with its time from the time stamp', async (level) => {
    expect(await verify(await extend(signed(), level))).toEqual(['TOTAL-PASSED', null, `${level} 2026-06-01`]);
  });

  it('grows by unsigned properties alone, step by step', async () => {
    let xml = signed();
    for (const level of LEVELS) {
      const before = decodeText(xml);
      xml = await extend(xml, level);
      const after = decodeText(xml);
      const kept = after.length - before.length;
      const at = [...before].findIndex((character, index) => character !== after[index]);
      const start = after.slice(0, at).lastIndexOf('<');
      const [head, tail] = [before.slice(0, start), before.slice(start)];
      expect([kept > 0, after.startsWith(head), after.endsWith(tail)]).toEqual([true, true, true]);
      expect(after.slice(start, start + kept)).toMatch(/^<x.*>$/s);
    }
    expect(await verify(xml)).toEqual(['TOTAL-PASSED', null, 'LTA 2026-06-01']);
  });

  it.each([
    ['T', 'T'],
    ['LT', 'T'],
    ['LT', 'LT'],
    ['LTA', 'LT'],
  ] as const)('of level %s is not extended to %s', async (present, level) => {
    const xml = await extend(signed(), present);
    expect(await failureOf(() => extend(xml, level))).toBe('LEVEL_ALREADY_REACHED');
  });
});

it('properties are laid out as in the official samples', async () => {
  const text = decodeText(await extend(prescription, 'LTA')).replaceAll(/[A-Za-z0-9+/]{60,}={0,2}/g, '~');
  const [, properties] =
    /<xa:UnsignedProperties><xa:UnsignedSignatureProperties>(.*)<\/xa:UnsignedSignatureProperties><\/xa:UnsignedProperties>/s.exec(text)!;
  expect(properties!.replaceAll(/id[0-9a-f]{8}-/g, '')).toBe(
    '<xa:SignatureTimeStamp Id="SignatureTimeStamp"><xa:EncapsulatedTimeStamp>~</xa:EncapsulatedTimeStamp></xa:SignatureTimeStamp>' +
      '<xa141:TimeStampValidationData xmlns:xa141="http://uri.etsi.org/01903/v1.4.1#" Id="TimeStampValidationData" URI="#SignatureTimeStamp">' +
      '<xa:CertificateValues Id="CertificateValues"><xa:EncapsulatedX509Certificate>~</xa:EncapsulatedX509Certificate></xa:CertificateValues>' +
      '<xa:RevocationValues Id="RevocationValues"><xa:CRLValues><xa:EncapsulatedCRLValue>~</xa:EncapsulatedCRLValue></xa:CRLValues></xa:RevocationValues>' +
      '</xa141:TimeStampValidationData>' +
      '<xa:CertificateValues Id="CertificateValues"><xa:EncapsulatedX509Certificate>~</xa:EncapsulatedX509Certificate><xa:EncapsulatedX509Certificate>~</xa:EncapsulatedX509Certificate></xa:CertificateValues>' +
      '<xa:RevocationValues Id="RevocationValues"><xa:CRLValues><xa:EncapsulatedCRLValue>~</xa:EncapsulatedCRLValue><xa:EncapsulatedCRLValue>~</xa:EncapsulatedCRLValue></xa:CRLValues></xa:RevocationValues>' +
      '<xa141:ArchiveTimeStamp xmlns:xa141="http://uri.etsi.org/01903/v1.4.1#" Id="ArchiveTimeStamp"><xa:EncapsulatedTimeStamp>~</xa:EncapsulatedTimeStamp></xa141:ArchiveTimeStamp>',
  );
});

it.each(['official-sample', 'exclusive'] as const)('a prescription of profile %s is signed at a level in one go', async (profile) => {
  const xml = await signPrescription({ csv: SAMPLE_CSV, signer: world.signer, profile, signingTime: START, ...world.order('LT') });
  expect(await verify(xml)).toEqual(['TOTAL-PASSED', null, 'LT 2026-06-01']);
});

describe('received documents of another shape', () => {
  const reshaped = (change: (text: string) => string): Uint8Array => encodeText(change(decodeText(letter)));
  it.each<[string, (text: string) => string]>([
    [
      'an empty UnsignedProperties',
      (text) => text.replace('</xades:QualifyingProperties>', '<xades:UnsignedProperties/></xades:QualifyingProperties>'),
    ],
    [
      'unsigned properties of data objects, which come after',
      (text) =>
        text.replace(
          '</xades:QualifyingProperties>',
          '<xades:UnsignedProperties><xades:UnsignedDataObjectProperties/></xades:UnsignedProperties></xades:QualifyingProperties>',
        ),
    ],
    [
      'an empty UnsignedSignatureProperties of another prefix',
      (text) =>
        text.replace(
          '</xades:QualifyingProperties>',
          '<u:UnsignedProperties xmlns:u="http://uri.etsi.org/01903/v1.3.2#"><u:UnsignedSignatureProperties /></u:UnsignedProperties></xades:QualifyingProperties>',
        ),
    ],
    [
      'an UnsignedSignatureProperties of the default namespace',
      (text) =>
        text.replace(
          '</xades:QualifyingProperties>',
          '<UnsignedProperties xmlns="http://uri.etsi.org/01903/v1.3.2#">\n<UnsignedSignatureProperties></UnsignedSignatureProperties></UnsignedProperties></xades:QualifyingProperties>',
        ),
    ],
  ])('%s', async (_, change) => {
    const xml = await extend(reshaped(change), 'LTA');
    expect(await verify(xml)).toEqual(['TOTAL-PASSED', null, 'LTA 2026-06-01']);
    expect(decodeText(xml).indexOf('UnsignedSignatureProperties')).toBeLessThan(
      decodeText(xml).includes('UnsignedDataObjectProperties') ? decodeText(xml).indexOf('UnsignedDataObjectProperties') : Infinity,
    );
  });
});

describe('refused', () => {
  const flawed = (change: (text: string) => string, xml = prescription): Uint8Array => encodeText(change(decodeText(xml)));

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['a changed document', () => flawed((text) => text.replace('>U0oxC', '>U0oxD')), 'SIGNATURE_NOT_INTACT'],
    ['a changed signature value', () => flawed((text) => text.replace(/(<xs:SignatureValue [^>]*>).{4}/, '$1AAAA')), 'SIGNATURE_NOT_INTACT'],
    [
      'properties about another signature',
      () => flawed((text) => text.replace('Target="#PrescriptionSign"', 'Target="#Other"')),
      'SIGNATURE_NOT_INTACT',
    ],
    [
      'two UnsignedProperties',
      () =>
        flawed((text) => text.replace('</xa:QualifyingProperties>', '<xa:UnsignedProperties/><xa:UnsignedProperties/></xa:QualifyingProperties>')),
      'SIGNATURE_NOT_INTACT',
    ],
    ['a signature that is none', () => flawed((text) => text.replace(/<xs:SignatureValue .*<\/xs:SignatureValue>/, '')), 'SIGNATURE_NOT_INTACT'],
    ['no signature', () => encodeText('<a/>'), 'XML_SIGNATURE_NOT_FOUND'],
    ['no XML', () => encodeText('a'), 'XML_UNREADABLE'],
    [
      'a time stamp that is over another document',
      async () => {
        const other = await signPrescription({ csv: SAMPLE_CSV, signer: world.signer, profile: 'official-sample', signingTime: new Date(0) });
        const [stamp] = /<xa:UnsignedProperties>.*<\/xa:UnsignedProperties>/s.exec(decodeText(await extend(other, 'T')))!;
        return flawed((text) => text.replace('</xa:QualifyingProperties>', `${stamp}</xa:QualifyingProperties>`));
      },
      'TIME_STAMP_NOT_INTACT',
    ],
  ])('%s', async (_, make, code) => {
    const xml = await make();
    expect(await failureOf(() => extend(xml, 'LTA'))).toBe(code);
  });

  it('by its identifier, a signature that is not there', async () => {
    expect(await failureOf(() => extend(prescription, 'T', 'Other'))).toBe('XML_SIGNATURE_NOT_FOUND');
  });

  it('an unknown signer at LT, and not at T', async () => {
    const material = { ...world.material(), evidenceFor: world.material().evidenceFor };
    const stranger = (await levelsWorld(START)).signer;
    const xml = await signXades({ xml: encodeText(LETTER), signer: stranger, signingTime: START });
    expect(await failureOf(() => extendXades({ xml, level: 'LT', material }))).toBe('EVIDENCE_INCOMPLETE');
    expect((await verify(await extendXades({ xml, level: 'T', material })))[2]).toBe('T 2026-06-01');
  });
});

describe('a dispensing document', () => {
  let dispensing: Uint8Array;
  beforeAll(async () => {
    const { signature } = await world.authority.issueCertificates(CARD, START);
    dispensing = await signedDispensing(await extend(prescription, 'LT'), testSigner(signature));
  });

  it.each(LEVELS)('is extended to %s by the pharmacist’s signature, the doctor’s stays', async (level) => {
    const xml = await extend(dispensing, level);
    expect(await verify(xml)).toEqual(['TOTAL-PASSED', null, 'LT 2026-06-01', `${level} 2026-06-01`]);
    expect(await failureOf(() => extend(xml, 'LTA', 'PrescriptionSign'))).toBe('XML_SIGNED_BY_ANOTHER');
  });

  it('lets nobody extend the doctor’s signature inside it', async () => {
    expect(await failureOf(() => extend(dispensing, 'LTA', 'PrescriptionSign'))).toBe('XML_SIGNED_BY_ANOTHER');
  });

  it('that no pharmacist signed yet can have the doctor’s extended', async () => {
    const unsigned = await signedDispensing(prescription, null);
    expect((await verify(await extend(unsigned, 'LT')))[2]).toBe('LT 2026-06-01');
  });
});

it('of two signatures side by side each is extended by its identifier, and the other stays as it was', async () => {
  const { signer } = world;
  const data = (id: string) => ({ label: id, uri: `#${id}`, transforms: ['http://www.w3.org/2000/09/xmldsig#base64'], octets: Buffer.from('x') });
  let text = '<letter><a Id="A">eA==</a><b Id="B">eA==</b></letter>';
  for (const id of ['A', 'B']) {
    const order = { signer, signingTime: START, prefixes: { ds: 'ds', xades: 'xades' }, signatureId: `S${id}`, chain: signer.chain, data: data(id) };
    text = appendToElement(text, ['letter'], await createSignature(order));
  }
  const xml = encodeText(text);
  expect(await failureOf(() => extend(xml, 'T'))).toBe('XML_SIGNATURE_NOT_FOUND');
  const both = await extend(await extend(xml, 'LTA', 'SB'), 'LT', 'SA');
  expect(await verify(both)).toEqual(['TOTAL-PASSED', null, 'LT 2026-06-01', 'LTA 2026-06-01']);
});

describe('evidence of somebody else raises nothing, and is added to', () => {
  const END = '</xades:UnsignedSignatureProperties>';
  const foreign = async (): Promise<string> => {
    const stranger = await levelsWorld(START);
    const text = decodeText(await signXades({ xml: encodeText(LETTER), signer: stranger.signer, signingTime: START, ...stranger.order('LT') }));
    return /<xades:CertificateValues [^>]*>(?:(?!<xades:CertificateValues).)*<\/xades:RevocationValues>(?=<\/xades:UnsignedSignature)/s.exec(
      text,
    )![0];
  };

  it.each(['LT', 'LTA'] as const)('%s', async (level) => {
    const xml = encodeText(decodeText(await extend(letter, 'T')).replace(END, `${await foreign()}$&`));
    expect((await verify(xml))[2]).toBe('T 2026-06-01');
    const raised = await extend(xml, level);
    const report = await verifyXades({ name: 'x.xml', bytes: raised }, world.options());
    expect(summary(report)).toEqual(['TOTAL-PASSED', null, `${level} 2026-06-01`]);
  });

  it('under an archive time stamp over nothing of use, all that is missing is added before another', async () => {
    const material = { ...world.material(), evidenceFor: async () => ({ certificates: [], crls: [], ocspResponses: [] }) };
    const empty = await extendXades({ xml: letter, level: 'LTA', material });
    expect((await verify(empty))[2]).toBe('T 2026-06-01');
    const report = await verifyXades({ name: 'x.xml', bytes: await extend(empty, 'LTA') }, world.options());
    expect(summary(report)).toEqual(['TOTAL-PASSED', null, 'LTA 2026-06-01']);
  });
});

it('a document of very many elements is signed and raised, and what would cost too much for it is refused by name', async () => {
  const xml = encodeText(`<letter>${'<a/>'.repeat(90_000)}</letter>`);
  const order = { xml, signer: world.signer, signingTime: START };
  const signed = await signXades(order);
  expect((await verifyXades({ name: 'x.xml', bytes: signed }, world.options())).signatures[0]!.intact).toBe(true);
  const lta = await extend(signed, 'LTA');
  expect(summary(await verifyXades({ name: 'x.xml', bytes: lta }, world.options()))).toEqual(['TOTAL-PASSED', null, 'LTA 2026-06-01']);
  expect(await failureOf(() => extend(lta, 'LTA'))).toBeNull();
  const costly = encodeText(decodeText(signed).replace(/<ds:Reference .*?<\/ds:Reference>/, (reference) => reference.repeat(32)));
  expect(await failureOf(() => extend(costly, 'LTA'))).toBe('XML_TOO_LARGE');
  expect((await verifyXades({ name: 'x.xml', bytes: costly }, world.options())).conclusion).toBe('INDETERMINATE');
});

/** Early enough that RSA with 2048 bits has not ended when the authority's certificates have. */
describe('for the long term', () => {
  const EARLY = new Date('2019-06-01T03:00:00Z');
  const sign = (own: LevelsWorld, level: LevelOrder['level']) =>
    signXades({ xml: encodeText(LETTER), signer: own.signer, signingTime: EARLY, ...own.order(level) });

  it('LTA outlives the signer’s certificate, T does not', async () => {
    const own = await levelsWorld(EARLY);
    const [t, lta] = [await sign(own, 'T'), await sign(own, 'LTA')];
    own.clock.pass({ years: 7 });
    expect((await verify(t, own))[0]).toBe('INDETERMINATE');
    expect(await verify(lta, own)).toEqual(['TOTAL-PASSED', null, 'LTA 2019-06-01']);
  });

  it('renewed by a second authority it outlives the first one, and not without', async () => {
    const own = await levelsWorld(EARLY);
    const lta = await sign(own, 'LTA');
    own.clock.pass({ years: 9 });
    const renewed = await extendXades({ xml: lta, ...own.order('LTA', own.secondTimeStamper) });
    const stamps = await stampsIn(renewed, /Id="([^"]*-Signature)"/.exec(decodeText(renewed))![1]!);
    expect(stamps.map(({ kind, fits, data }) => [kind, fits, data.crls.length > 0])).toEqual([
      ['signature', true, true],
      ['archive', true, true],
      ['archive', true, false],
    ]);
    own.clock.pass({ years: 2 });
    expect(await verify(renewed, own)).toEqual(['TOTAL-PASSED', null, 'LTA 2019-06-01']);
    expect((await verify(lta, own))[0]).toBe('INDETERMINATE');
  });
});
