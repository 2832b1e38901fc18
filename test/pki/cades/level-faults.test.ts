import { describe, expect, it } from 'vitest';
import { children, parseDer } from '../../../pki/asn1/der.ts';
import { sequence } from '../../../pki/asn1/encode.ts';
import { sameBytes } from '../../../pki/asn1/values.ts';
import { extendCades } from '../../../pki/cades/extend.ts';
import { signCades } from '../../../pki/cades/sign.ts';
import { extendSignedData } from '../../../pki/cms/extend.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { parseSignedData, type SignedData } from '../../../pki/cms/parse.ts';
import { digest } from '../../../pki/digest/algorithms.ts';
import { levelMaterial } from '../../../pki/levels/collect.ts';
import { cadesLevels } from '../../support/cades-levels.ts';
import { attributeValue, edited, exchanged, withUnsigned } from '../../support/cms-edit.ts';
import { failureOf } from '../../support/pki-failure.ts';

const start = new Date('2016-03-01T03:00:00Z');
const content = Buffer.from('A referral letter\r\nof two lines');
const { world, signed, extend, report, answer, lists } = await cadesLevels(start, content);

/** At another time, with the lists of that time for the newest time stamp. */
const at = (time: string) => ({ at: new Date(time), crls: lists(new Date(time)) });

const withoutLists = () => levelMaterial({ timeStamper: world.timeStamper, options: world.options(), now: () => world.clock.now });

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
    ['nothing', () => signed.LTA, { conclusion: 'TOTAL-PASSED', level: 'LTA' }],
    [
      'signature time stamp of another signature',
      async () => {
        const foreign = attributeValue(await other(), OID.signatureTimeStamp);
        return exchanged(signed.LT, OID.signatureTimeStamp, () => foreign);
      },
      { conclusion: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' },
    ],
    [
      'archive time stamp of another signature',
      async () => {
        const foreign = attributeValue(await other(), OID.archiveTimeStampV3);
        return exchanged(signed.LTA, OID.archiveTimeStampV3, () => foreign);
      },
      { conclusion: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' },
    ],
    [
      'index without an entry',
      () => exchanged(signed.LTA, OID.archiveTimeStampV3, (token) => withIndex(token, withoutFirstEntry)),
      {
        conclusion: 'INDETERMINATE',
        subIndication: 'SIG_CONSTRAINTS_FAILURE',
      },
    ],
    [
      'no index',
      () => exchanged(signed.LTA, OID.archiveTimeStampV3, (token) => edited(token, { unsigned: () => [] })),
      {
        conclusion: 'INDETERMINATE',
      },
    ],
    [
      'certificate exchanged',
      () => edited(signed.LTA, { received: swapCertificate }),
      { conclusion: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' },
    ],
    [
      'list taken out',
      () => edited(signed.LTA, { received: ({ revocationInfo }) => ({ revocationInfo: revocationInfo.slice(1) }) }),
      {
        conclusion: 'INDETERMINATE',
        subIndication: 'SIGNED_DATA_NOT_FOUND',
      },
    ],
    [
      'signature time stamp taken out',
      () => edited(signed.LTA, { unsigned: (all) => all.filter(({ type }) => type !== OID.signatureTimeStamp) }),
      {
        conclusion: 'INDETERMINATE',
        subIndication: 'SIGNED_DATA_NOT_FOUND',
      },
    ],
    [
      'archive time stamp of an older form',
      () => exchanged(signed.LTA, OID.archiveTimeStampV3, (token) => token, OID.archiveTimeStampV2),
      {
        conclusion: 'INDETERMINATE',
      },
    ],
    ['archive time stamp that is no token', () => exchanged(signed.LTA, OID.archiveTimeStampV3, () => sequence()), { conclusion: 'INDETERMINATE' }],
    ['attribute added later', () => withUnsigned(signed.LTA, { type: '1.2.3.4', values: [sequence()] }), { conclusion: 'TOTAL-PASSED' }],
    [
      'list added later',
      () => extendSignedData(parseSignedData(signed.LTA), { data: { certificates: [], crls: lists(start), ocspResponses: [] } }),
      {
        conclusion: 'TOTAL-PASSED',
      },
    ],
  ])('%s', async (_, make, expected) => {
    expect(await answer(await make())).toMatchObject(expected);
  });

  it('no anchor for time stamps, and the anchors of signers do not help', async () => {
    expect(await answer(signed.LTA, { tsaAnchors: [] })).toMatchObject({ conclusion: 'INDETERMINATE' });
  });

  it('a time stamp slipped in under the archive time stamp is judged by today, not by its own time', async () => {
    const token = await world.timeStamper.stamp(digest('sha256', parseSignedData(signed.B).signers[0]!.signature));
    const slipped = withUnsigned(signed.LTA, { type: OID.signatureTimeStamp, values: [token] });
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
      () => extendCades({ cms: signed.B, contentDigest: () => digest('sha256', Buffer.from('x')), ...world.order('T') }),
      'SIGNATURE_NOT_INTACT',
    ],
    ['without the content', () => extendCades({ cms: signed.B, contentDigest: null, ...world.order('T') }), 'SIGNATURE_NOT_INTACT'],
    ['of a changed value', () => extend(signed.B.with(-1, signed.B.at(-1)! ^ 1), 'LTA'), 'SIGNATURE_NOT_INTACT'],
    [
      'with a time stamp of another signature',
      async () => {
        const foreign = attributeValue(await other(), OID.signatureTimeStamp);
        return extend(
          exchanged(signed.T, OID.signatureTimeStamp, () => foreign),
          'LTA',
        );
      },
      'TIME_STAMP_NOT_INTACT',
    ],
    [
      'with evidence taken out',
      () => extend(edited(signed.LTA, { received: ({ revocationInfo }) => ({ revocationInfo: revocationInfo.slice(1) }) }), 'LTA'),
      'TIME_STAMP_NOT_INTACT',
    ],
    [
      'with an archive time stamp of an older form',
      () =>
        extend(
          exchanged(signed.LTA, OID.archiveTimeStampV3, (token) => token, OID.archiveTimeStampV2),
          'LTA',
        ),
      'TIME_STAMP_NOT_INTACT',
    ],
    ['to a level that it has', () => extend(signed.LT, 'LT'), 'LEVEL_ALREADY_REACHED'],
    ['to a level below', () => extend(signed.LTA, 'T'), 'LEVEL_ALREADY_REACHED'],
    ['without revocation data', () => extend(signed.B, 'LT', { material: withoutLists() }), 'EVIDENCE_INCOMPLETE'],
    ['of something else', () => extend(sequence(), 'T'), 'DOCUMENT_UNREADABLE'],
  ])('%s', async (_, action, code) => {
    expect(await failureOf(action)).toBe(code);
  });
});
