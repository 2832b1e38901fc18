import { describe, expect, it } from 'vitest';
import { objectIdentifier, sequence } from '../../../pki/asn1/encode.ts';
import { extendCades } from '../../../pki/cades/extend.ts';
import { addArchiveTimeStamps } from '../../../pki/cades/raise.ts';
import { signCades } from '../../../pki/cades/sign.ts';
import { verifyCades } from '../../../pki/cades/verify.ts';
import { buildSignedData } from '../../../pki/cms/build.ts';
import { extendSignedData } from '../../../pki/cms/extend.ts';
import { OID } from '../../../pki/cms/object-identifiers.ts';
import { parseSignedData } from '../../../pki/cms/parse.ts';
import { verifySignedData } from '../../../pki/cms/verify.ts';
import { type DigestName, digest } from '../../../pki/digest/algorithms.ts';
import { cadesLevels, openChecks } from '../../support/cades-levels.ts';
import { withUnsigned } from '../../support/cms-edit.ts';
import { levelsWorld } from '../../support/levels.ts';

const LEVELS = ['T', 'LT', 'LTA'] as const;
const start = new Date('2016-03-01T03:00:00Z');
const content = Buffer.from('A referral letter\r\nof two lines');
const { world, signed, extend, report, answer, lists } = await cadesLevels(start, content);

/** At another time, with the lists of that time for the newest time stamp. */
const at = (time: string) => ({ at: new Date(time), crls: lists(new Date(time)) });

describe('a signature of each level', () => {
  it.each(LEVELS)('%s passes', async (level) => {
    const change = level === 'T' ? { crls: lists(start) } : {};
    const found = await report(signed[level], change);
    expect(openChecks(found)).toEqual([]);
    expect([found.conclusion, found.level, found.bestSignatureTime]).toEqual(['TOTAL-PASSED', level, start.toISOString()]);
    const kinds = { T: ['signature'], LT: ['signature'], LTA: ['signature', 'archive'] } as const;
    expect(found.timeStamps.map(({ kind, trusted }) => [kind, trusted])).toEqual(kinds[level].map((kind) => [kind, true]));
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['from B to T to LT to LTA', async () => extend(await extend(await extend(signed.B, 'T'), 'LT'), 'LTA')],
    ['from B to LTA at once', () => extend(signed.B, 'LTA')],
    ['from T to LTA', () => extend(signed.T, 'LTA')],
  ])('is reached %s, with every signed byte and every certificate as it was', async (_, make) => {
    const made = await make();
    const [before, after] = [parseSignedData(signed.B), parseSignedData(made)];
    expect(after.signers[0]!.signedFields).toEqual(before.signers[0]!.signedFields);
    expect(after.received.encapContentInfo).toEqual(before.received.encapContentInfo);
    for (const certificate of before.certificates) expect(after.certificates).toContainEqual(certificate);
    expect(await answer(made)).toMatchObject({ conclusion: 'TOTAL-PASSED', level: 'LTA' });
  });

  it('of content inside is reached too', async () => {
    const signedData = parseSignedData(signed.B);
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
    ['B after the signer expired', () => signed.B, '2024-01-01T00:00:00Z', { conclusion: 'INDETERMINATE' }],
    ['LTA after the signer expired', () => signed.LTA, '2024-01-01T00:00:00Z', { conclusion: 'TOTAL-PASSED', bestSignatureTime: '2016-03-01' }],
    [
      'LTA after its time-stamping authority expired',
      () => signed.LTA,
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
    expect(openChecks(kept)).toEqual([]);
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
    const archived = await addArchiveTimeStamps(await verifySignedData({ der: signed.T, contentDigest: digests }), material);
    const { certificates, crls, ocspResponses } = parseSignedData(signed.LTA);
    const late = extendSignedData(parseSignedData(archived), { data: { certificates, crls, ocspResponses } });
    const checks = async (time: string) => openChecks(await report(late, { at: new Date(time), crls: [world.second.publishCrl(new Date(time))] }));
    expect(await checks('2024-01-01T00:00:00Z')).toEqual([]);
    expect((await checks('2040-01-01T00:00:00Z')).map(({ id }) => id)).toContain('revocation');
  });
});

describe('further time stamps', () => {
  it('over the content are told, and prove nothing of the signature', async () => {
    const stamp = { type: OID.contentTimeStamp, values: [await world.timeStamper.stamp(digest('sha256', content))] };
    const cms = await buildSignedData({
      signer: world.signer,
      digestAlgorithm: 'sha256',
      contentDigest: digest('sha256', content),
      signingTime: start,
      signedAttributes: [stamp],
    });
    const found = await report(cms, { at: new Date('2016-03-01T05:00:00Z'), crls: lists(start) });
    expect([found.conclusion, found.level, found.bestSignatureTime]).toEqual(['TOTAL-PASSED', 'B', '2016-03-01T05:00:00.000Z']);
    expect(found.timeStamps).toMatchObject([{ kind: 'content', trusted: true }]);
    expect(await answer(await extend(cms, 'LTA'))).toMatchObject({ conclusion: 'TOTAL-PASSED', level: 'LTA' });
  });

  it('more than anybody makes are not looked at, and leave the signature undecided', async () => {
    const tokens = await Promise.all(Array.from({ length: 33 }, (_, index) => world.timeStamper.stamp(digest('sha256', Buffer.of(index)))));
    const found = await report(withUnsigned(signed.B, { type: OID.signatureTimeStamp, values: tokens }), { crls: lists(start) });
    expect([found.conclusion, found.timeStamps]).toEqual(['INDETERMINATE', []]);
  });
});
