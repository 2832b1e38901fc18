import { describe, expect, it } from 'vitest';
import { sequence } from '../../../pki/asn1/encode.ts';
import { buildArchiveHashIndex } from '../../../pki/cades/archive-hash-index.ts';
import { archiveImprint } from '../../../pki/cades/archive-time-stamp.ts';
import { type Coverable, coverable } from '../../../pki/cades/coverable.ts';
import { buildSignedData } from '../../../pki/cms/build.ts';
import { extendSignedData } from '../../../pki/cms/extend.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { parseSignedData } from '../../../pki/cms/parse.ts';
import { verifySignedData } from '../../../pki/cms/verify.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import type { TimeStamper } from '../../../pki/levels/material.ts';
import { localTimeStamper } from '../../../pki/time-stamp/local.ts';
import { cadesLevels } from '../../support/cades-levels.ts';
import { crl, rsaKey } from '../../support/certificates.ts';
import { withUnsigned } from '../../support/cms-edit.ts';
import { separateTsa } from '../../support/levels.ts';
import { AUTHORITY_NAMES } from '../../../pki/test-authority/names.ts';

const start = new Date('2026-03-01T03:00:00Z');
const content = Buffer.from('A referral letter');
const { world, signed, extend, answer, lists } = await cadesLevels(start, content);
const withLists = { crls: lists(start) };
/** Nobody here knows it. */
const stranger = localTimeStamper(separateTsa('TEST Stranger TSA', start, new Date('2040-01-01T00:00:00Z')).tsa, () => world.clock.now);

const stampedBy = async (stamper: TimeStamper, cms: Uint8Array): Promise<Uint8Array> =>
  withUnsigned(cms, { type: OID.signatureTimeStamp, values: [await stamper.stamp(digest('sha256', parseSignedData(cms).signers[0]!.signature))] });

async function archivedBy(stamper: TimeStamper, cms: Uint8Array, covering?: Coverable): Promise<Uint8Array> {
  const { signedData, signers } = await verifySignedData({ der: cms, contentDigest: (algorithm) => digest(algorithm, content) });
  const index = buildArchiveHashIndex('sha256', covering ?? coverable(signedData, signers[0]!.info));
  const imprint = await archiveImprint('sha256', { der: index.values[0]! }, signers[0]!, signedData);
  const token = parseSignedData(await stamper.stamp(imprint!));
  return withUnsigned(cms, { type: OID.archiveTimeStampV3, values: [extendSignedData(token, { unsignedAttributes: [[index]] })] });
}
const NOTHING: Coverable = { certificates: [], revocationInfo: [], unsignedValues: [] };
const passed = (level: string) => ({ conclusion: 'TOTAL-PASSED', level });

describe('a level is not had for', () => {
  const empty = (type: string) => (cms: Uint8Array) => withUnsigned(cms, { type, values: [] });
  const forgedList = crl({ issuer: AUTHORITY_NAMES.signature, key: rsaKey(), thisUpdate: start, nextUpdate: new Date('2030-01-01T00:00:00Z') });
  const added = (list: Uint8Array) => (cms: Uint8Array) =>
    extendSignedData(parseSignedData(cms), { data: { certificates: [], crls: [list], ocspResponses: [] } });

  it.each<[string, keyof typeof signed, (cms: Uint8Array) => Uint8Array | Promise<Uint8Array>, string]>([
    ['a signature time stamp attribute without a token', 'B', empty(OID.signatureTimeStamp), 'B'],
    ['an archive time stamp attribute without a token', 'LT', empty(OID.archiveTimeStampV3), 'LT'],
    ['revocation values without any', 'T', (cms) => withUnsigned(cms, { type: OID.revocationValues, values: [sequence()] }), 'T'],
    ['a list that is none', 'T', added(sequence()), 'T'],
    ['a list of the name of the issuer by another key', 'T', added(forgedList), 'T'],
    ['an archive time stamp that covers nothing', 'LT', (cms) => archivedBy(world.timeStamper, cms, NOTHING), 'LT'],
    ['an archive time stamp that covers everything (it is had)', 'LT', (cms) => archivedBy(world.timeStamper, cms), 'LTA'],
  ])('%s', async (_, level, add, expected) => {
    expect(await answer(await add(signed[level]), withLists)).toMatchObject(passed(expected));
  });
});

describe('evidence that is missing under an archive time stamp is added', () => {
  it.each([
    ['B', 'LT', NOTHING],
    ['B', 'LTA', NOTHING],
    ['T', 'LT', NOTHING],
    ['T', 'LTA', undefined],
  ] as const)('from %s to %s', async (from, to, covering) => {
    const archived = await archivedBy(world.timeStamper, signed[from], covering);
    expect(await answer(await extend(archived, to))).toMatchObject(passed(to));
  });
});

describe('a time stamp of an authority that is not trusted', () => {
  it.each<[string, () => Promise<Uint8Array>, object]>([
    ['alone leaves the signature undecided', () => stampedBy(stranger, signed.B), { conclusion: 'INDETERMINATE', level: 'T' }],
    ['beside a trusted one is set aside', () => stampedBy(stranger, signed.LT), passed('LT')],
    ['over everything is set aside, and archives nothing', () => archivedBy(stranger, signed.LT), passed('LT')],
    ['over an archived signature is set aside', () => archivedBy(stranger, signed.LTA), passed('LTA')],
    [
      'of another signature is no such one',
      async () => withUnsigned(signed.LT, { type: OID.signatureTimeStamp, values: [await stranger.stamp(digest('sha256', content))] }),
      { conclusion: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' },
    ],
  ])('%s', async (_, make, expected) => {
    expect(await answer(await make(), withLists)).toMatchObject(expected);
  });
});

describe('a content time stamp', () => {
  const later = new Date('2026-03-03T03:00:00Z');
  const signedWith = async (time: Date): Promise<Uint8Array> => {
    world.clock.now = time;
    const token = await world.timeStamper.stamp(digest('sha256', content));
    world.clock.now = start;
    const signedAttributes = [{ type: OID.contentTimeStamp, values: [token] }];
    const order = { signer: world.signer, digestAlgorithm: 'sha256', contentDigest: digest('sha256', content), signingTime: start } as const;
    return buildSignedData({ ...order, signedAttributes });
  };
  const atLater = { at: later, crls: lists(later) };

  it.each([
    ['before the signature time stamp', new Date('2026-03-01T02:00:00Z'), passed('T')],
    ['after it', later, { conclusion: 'INDETERMINATE', subIndication: 'TIMESTAMP_ORDER_FAILURE' }],
  ])('%s', async (_, time, expected) => {
    expect(await answer(await stampedBy(world.timeStamper, await signedWith(time)), atLater)).toMatchObject(expected);
  });

  it('proves no time of the signature', async () => {
    expect(await answer(await signedWith(start), atLater)).toMatchObject({ ...passed('B'), bestSignatureTime: '2026-03-03' });
  });
});
