import { beforeAll, describe, expect, it } from 'vitest';
import { children, parseDer } from '../../../pki/asn1/der.ts';
import { objectIdentifier, sequence } from '../../../pki/asn1/encode.ts';
import { sameBytes } from '../../../pki/asn1/values.ts';
import { extendCades } from '../../../pki/cades/extend.ts';
import { signCades } from '../../../pki/cades/sign.ts';
import { verifyCades } from '../../../pki/cades/verify.ts';
import { type Attribute, encodeAttribute } from '../../../pki/cms/attributes.ts';
import { addArchiveTimeStamps } from '../../../pki/cades/raise.ts';
import { extendSignedData } from '../../../pki/cms/extend.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { parseSignedData, type ReceivedAttribute, type SignedData } from '../../../pki/cms/parse.ts';
import { verifySignedData } from '../../../pki/cms/verify.ts';
import { type DigestName, digest } from '../../../pki/digest/algorithms.ts';
import { levelMaterial } from '../../../pki/levels/collect.ts';
import type { LevelOrder } from '../../../pki/levels/material.ts';
import type { SignatureReport } from '../../../pki/report.ts';
import type { VerificationOptions } from '../../../pki/trust.ts';
import { type LevelsWorld, levelsWorld } from '../../support/levels.ts';
import { failureOf } from '../../support/pki-failure.ts';

const start = new Date('2016-03-01T03:00:00Z');
const content = Buffer.from('A referral letter\r\nof two lines');
const LEVELS = ['T', 'LT', 'LTA'] as const;
type Level = LevelOrder['level'];

let world: LevelsWorld;
let base: Uint8Array;
const signed = new Map<Level, Uint8Array>();

beforeAll(async () => {
  world = await levelsWorld(start);
  base = await sign();
  for (const level of LEVELS) signed.set(level, await sign(world.order(level)));
});

const sign = (order: Partial<LevelOrder> = {}) => signCades({ signer: world.signer, content, signingTime: world.clock.now, ...order });
const extend = (cms: Uint8Array, level: Level, order: Partial<LevelOrder> = {}) =>
  extendCades({ cms, contentDigest: (algorithm) => digest(algorithm, content), ...world.order(level), ...order });
const lta = () => signed.get('LTA')!;

async function report(bytes: Uint8Array, change: Partial<VerificationOptions> = {}): Promise<SignatureReport> {
  const { signatures } = await verifyCades({ name: 'letter.p7s', bytes, content }, world.options(change));
  return signatures[0]!;
}

const answer = async (bytes: Uint8Array, change: Partial<VerificationOptions> = {}) => {
  const { conclusion, subIndication, level, bestSignatureTime } = await report(bytes, change);
  return { conclusion, subIndication, level, bestSignatureTime: bestSignatureTime.slice(0, 10) };
};

const withoutLists = () => levelMaterial({ timeStamper: world.timeStamper, options: world.options(), now: () => world.clock.now });

/** Everything open of a report, for messages that explain a failing test. */
const open = ({ checks, timeStamps }: SignatureReport) =>
  [...checks, ...timeStamps.flatMap((stamp) => stamp.checks)].filter(({ status, informative }) => status !== 'passed' && !informative);

const lists = (at: Date): Uint8Array[] => [...Object.values(world.authority.publishCrls(at)), world.second.publishCrl(at)];

/** At another time, with the lists of that time for the newest time stamp. */
const at = (time: string): Partial<VerificationOptions> => ({ at: new Date(time), crls: lists(new Date(time)) });

describe('a signature of each level', () => {
  it.each(LEVELS)('%s passes', async (level) => {
    const change = level === 'T' ? { crls: lists(start) } : {};
    const found = await report(signed.get(level)!, change);
    expect(open(found)).toEqual([]);
    expect([found.conclusion, found.level, found.bestSignatureTime]).toEqual(['TOTAL-PASSED', level, start.toISOString()]);
    const kinds = { T: ['signature'], LT: ['signature'], LTA: ['signature', 'archive'] } as const;
    expect(found.timeStamps.map(({ kind, trusted }) => [kind, trusted])).toEqual(kinds[level].map((kind) => [kind, true]));
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['from B to T to LT to LTA', async () => extend(await extend(await extend(base, 'T'), 'LT'), 'LTA')],
    ['from B to LTA at once', () => extend(base, 'LTA')],
    ['from T to LTA', () => extend(signed.get('T')!, 'LTA')],
  ])('is reached %s, with every signed byte and every certificate as it was', async (_, make) => {
    const made = await make();
    const [before, after] = [parseSignedData(base), parseSignedData(made)];
    expect(after.signers[0]!.signedFields).toEqual(before.signers[0]!.signedFields);
    expect(after.received.encapContentInfo).toEqual(before.received.encapContentInfo);
    for (const certificate of before.certificates) expect(after.certificates).toContainEqual(certificate);
    expect(await answer(made)).toMatchObject({ conclusion: 'TOTAL-PASSED', level: 'LTA' });
  });

  it('of content inside is reached too', async () => {
    const signedData = parseSignedData(base);
    const encapContentInfo = sequence(
      objectIdentifier(OID.data),
      Buffer.concat([Buffer.of(0xa0, content.length + 2, 0x04, content.length), content]),
    );
    const inside = extendSignedData({ ...signedData, received: { ...signedData.received, encapContentInfo } }, {});
    const made = await extendCades({ cms: inside, contentDigest: null, ...world.order('LTA') });
    const { signatures } = await verifyCades({ name: 'letter.p7m', bytes: made }, world.options());
    expect([signatures[0]!.conclusion, signatures[0]!.level]).toEqual(['TOTAL-PASSED', 'LTA']);
  });
});

describe('years later', () => {
  it.each<[string, () => Uint8Array, string, object]>([
    ['B after the signer expired', () => base, '2024-01-01T00:00:00Z', { conclusion: 'INDETERMINATE' }],
    ['LTA after the signer expired', lta, '2024-01-01T00:00:00Z', { conclusion: 'TOTAL-PASSED', bestSignatureTime: '2016-03-01' }],
    [
      'LTA after its time-stamping authority expired',
      lta,
      '2027-01-01T00:00:00Z',
      { conclusion: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE' },
    ],
  ])('%s', async (_, bytes, time, expected) => {
    expect(await answer(bytes(), at(time))).toMatchObject(expected);
  });

  it('LTA renewed in time outlives its first authority, the certification authorities and RSA-2048', async () => {
    const later = await levelsWorld(start);
    const one = await signCades({ signer: later.signer, content, signingTime: start, ...later.order('LTA') });
    later.clock.pass({ years: 9 });
    const renewed = await extendCades({
      cms: one,
      contentDigest: (algorithm) => digest(algorithm, content),
      ...later.order('LTA', later.secondTimeStamper),
    });
    later.clock.pass({ years: 15 });
    const options = later.options({ crls: [later.second.publishCrl(later.clock.now)] });
    const verify = async (bytes: Uint8Array) => (await verifyCades({ name: 'x', bytes, content }, options)).signatures[0]!;
    const [aged, kept] = [await verify(one), await verify(renewed)];
    expect(aged.conclusion).toBe('INDETERMINATE');
    expect(open(kept)).toEqual([]);
    expect([kept.conclusion, kept.timeStamps.map(({ time }) => time?.slice(0, 4)), kept.bestSignatureTime]).toEqual([
      'TOTAL-PASSED',
      ['2016', '2016', '2025'],
      start.toISOString(),
    ]);
  });
});

describe('evidence that no archive time stamp covers', () => {
  it('is believed as long as its issuer is, and not after', async () => {
    const digests = (algorithm: DigestName) => digest(algorithm, content);
    const material = world.material(world.secondTimeStamper);
    const archived = await addArchiveTimeStamps(await verifySignedData({ der: signed.get('T')!, contentDigest: digests }), material);
    const { certificates, crls, ocspResponses } = parseSignedData(lta());
    const late = extendSignedData(parseSignedData(archived), { data: { certificates, crls, ocspResponses } });
    const checks = async (time: string) => open(await report(late, { at: new Date(time), crls: [world.second.publishCrl(new Date(time))] }));
    expect(await checks('2024-01-01T00:00:00Z')).toEqual([]);
    expect((await checks('2040-01-01T00:00:00Z')).map(({ id }) => id)).toContain('revocation');
  });
});

/** A signature with something outside the signed bytes changed. */
function edited(
  bytes: Uint8Array,
  change: {
    readonly received?: (received: SignedData['received']) => Partial<SignedData['received']>;
    readonly unsigned?: (attributes: readonly ReceivedAttribute[]) => readonly ReceivedAttribute[];
  },
): Uint8Array {
  const signedData = parseSignedData(bytes);
  return extendSignedData(
    {
      ...signedData,
      received: { ...signedData.received, ...change.received?.(signedData.received) },
      signers: signedData.signers.map((signer) => ({
        ...signer,
        unsignedAttributes: change.unsigned?.(signer.unsignedAttributes) ?? signer.unsignedAttributes,
      })),
    },
    {},
  );
}

const received = (attribute: Attribute): ReceivedAttribute => ({ ...attribute, der: encodeAttribute(attribute) });
const exchanged = (bytes: Uint8Array, type: string, make: (value: Uint8Array) => Uint8Array, newType = type): Uint8Array =>
  edited(bytes, {
    unsigned: (all) => all.map((one) => (one.type === type ? received({ type: newType, values: one.values.map(make) }) : one)),
  });
const attributeValue = (bytes: Uint8Array, type: string): Uint8Array =>
  parseSignedData(bytes).signers[0]!.unsignedAttributes.find((attribute) => attribute.type === type)!.values[0]!;
const withUnsigned = (bytes: Uint8Array, ...attributes: readonly Attribute[]): Uint8Array =>
  edited(bytes, { unsigned: (all) => [...all, ...attributes.map(received)] });
/** The token with another index in it. */
const withIndex = (token: Uint8Array, make: (index: Uint8Array) => Uint8Array): Uint8Array => exchanged(token, OID.archiveHashIndexV3, make);
const other = () => signCades({ signer: world.signer, content: Buffer.from('another letter'), signingTime: start, ...world.order('LTA') });

/** The first digest of certificatesHashIndex taken out. */
function withoutFirstEntry(index: Uint8Array): Uint8Array {
  const [algorithm, certificates, ...rest] = children(parseDer(index));
  const entries = children(certificates!).map(({ bytes }) => bytes);
  return sequence(algorithm!.bytes, sequence(...entries.slice(1)), ...rest.map(({ bytes }) => bytes));
}

const swapCertificate = ({ certificates }: SignedData['received']) => ({
  certificates: certificates.map((der) => (sameBytes(der, world.authority.keys.signature.certificate) ? world.second.tsa.certificate : der)),
});

describe('a single fault in what is not signed', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, object]>([
    ['nothing', lta, { conclusion: 'TOTAL-PASSED', level: 'LTA' }],
    [
      'signature time stamp of another signature',
      async () => {
        const foreign = attributeValue(await other(), OID.signatureTimeStamp);
        return exchanged(signed.get('LT')!, OID.signatureTimeStamp, () => foreign);
      },
      { conclusion: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' },
    ],
    [
      'archive time stamp of another signature',
      async () => {
        const foreign = attributeValue(await other(), OID.archiveTimeStampV3);
        return exchanged(lta(), OID.archiveTimeStampV3, () => foreign);
      },
      { conclusion: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' },
    ],
    [
      'index without an entry',
      () => exchanged(lta(), OID.archiveTimeStampV3, (token) => withIndex(token, withoutFirstEntry)),
      {
        conclusion: 'INDETERMINATE',
        subIndication: 'SIG_CONSTRAINTS_FAILURE',
      },
    ],
    [
      'no index',
      () => exchanged(lta(), OID.archiveTimeStampV3, (token) => edited(token, { unsigned: () => [] })),
      {
        conclusion: 'INDETERMINATE',
      },
    ],
    [
      'certificate exchanged',
      () => edited(lta(), { received: swapCertificate }),
      { conclusion: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' },
    ],
    [
      'list taken out',
      () => edited(lta(), { received: ({ revocationInfo }) => ({ revocationInfo: revocationInfo.slice(1) }) }),
      {
        conclusion: 'INDETERMINATE',
        subIndication: 'SIGNED_DATA_NOT_FOUND',
      },
    ],
    [
      'signature time stamp taken out',
      () => edited(lta(), { unsigned: (all) => all.filter(({ type }) => type !== OID.signatureTimeStamp) }),
      {
        conclusion: 'INDETERMINATE',
        subIndication: 'SIGNED_DATA_NOT_FOUND',
      },
    ],
    [
      'archive time stamp of an older form',
      () => exchanged(lta(), OID.archiveTimeStampV3, (token) => token, OID.archiveTimeStampV2),
      {
        conclusion: 'INDETERMINATE',
      },
    ],
    ['archive time stamp that is no token', () => exchanged(lta(), OID.archiveTimeStampV3, () => sequence()), { conclusion: 'INDETERMINATE' }],
    ['attribute added later', () => withUnsigned(lta(), { type: '1.2.3.4', values: [sequence()] }), { conclusion: 'TOTAL-PASSED' }],
    [
      'list added later',
      () => extendSignedData(parseSignedData(lta()), { data: { certificates: [], crls: lists(start), ocspResponses: [] } }),
      {
        conclusion: 'TOTAL-PASSED',
      },
    ],
  ])('%s', async (_, make, expected) => {
    expect(await answer(await make())).toMatchObject(expected);
  });

  it('no anchor for time stamps, and the anchors of signers do not help', async () => {
    expect(await answer(lta(), { tsaAnchors: [] })).toMatchObject({ conclusion: 'INDETERMINATE' });
  });

  it('a time stamp slipped in under the archive time stamp is judged by today, not by its own time', async () => {
    const token = await world.timeStamper.stamp(digest('sha256', parseSignedData(base).signers[0]!.signature));
    const slipped = withUnsigned(lta(), { type: OID.signatureTimeStamp, values: [token] });
    expect(await answer(slipped)).toMatchObject({ conclusion: 'TOTAL-PASSED' });
    const later = at('2024-01-01T00:00:00Z');
    expect((await report(slipped, later)).timeStamps.map(({ trusted }) => trusted)).toEqual([true, true, true]);
    expect((await report(slipped, at('2027-01-01T00:00:00Z'))).conclusion).toBe('INDETERMINATE');
  });
});

describe('an extension that is refused', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'of a signature that fits no content',
      () => extendCades({ cms: base, contentDigest: () => digest('sha256', Buffer.from('x')), ...world.order('T') }),
      'SIGNATURE_NOT_INTACT',
    ],
    ['without the content', () => extendCades({ cms: base, contentDigest: null, ...world.order('T') }), 'SIGNATURE_NOT_INTACT'],
    ['of a changed value', () => extend(base.with(-1, base.at(-1)! ^ 1), 'LTA'), 'SIGNATURE_NOT_INTACT'],
    [
      'with a time stamp of another signature',
      async () => {
        const foreign = attributeValue(await other(), OID.signatureTimeStamp);
        return extend(
          exchanged(signed.get('T')!, OID.signatureTimeStamp, () => foreign),
          'LTA',
        );
      },
      'TIME_STAMP_NOT_INTACT',
    ],
    [
      'with evidence taken out',
      () => extend(edited(lta(), { received: ({ revocationInfo }) => ({ revocationInfo: revocationInfo.slice(1) }) }), 'LTA'),
      'TIME_STAMP_NOT_INTACT',
    ],
    [
      'with an archive time stamp of an older form',
      () =>
        extend(
          exchanged(lta(), OID.archiveTimeStampV3, (token) => token, OID.archiveTimeStampV2),
          'LTA',
        ),
      'TIME_STAMP_NOT_INTACT',
    ],
    ['to a level that it has', () => extend(signed.get('LT')!, 'LT'), 'LEVEL_ALREADY_REACHED'],
    ['to a level below', () => extend(lta(), 'T'), 'LEVEL_ALREADY_REACHED'],
    ['without revocation data', () => extend(base, 'LT', { material: withoutLists() }), 'EVIDENCE_INCOMPLETE'],
    ['of something else', () => extend(sequence(), 'T'), 'DOCUMENT_UNREADABLE'],
  ])('%s', async (_, action, code) => {
    expect(await failureOf(action)).toBe(code);
  });
});
