import { describe, expect, it } from 'vitest';
import { cardJudgement, judgementOf } from '../../../main/qualification/findings.ts';
import { readQualification } from '../../../main/qualification/read.ts';
import type { QualificationRecord } from '../../../main/qualification/record.ts';
import type { Attestation } from '../../../main/api/schema/qualification.ts';
import type { Trust } from '../../../main/verification/trust.ts';
import { productionTrust } from '../../../pki/trust-store/production-trust.ts';
import { keyUsage } from '../../support/certificates.ts';
import { hours, NOW, TEST_POLICY } from '../../support/hpki-chain.ts';
import { type CardSpec, days, specifiedCard } from '../support/hpki-card.ts';

const TEST_AUTHENTICATION = '1.2.392.100495.1.5.1.2.0.1';
const NOBODY: Attestation = { by: '', licence: null, consent: false };
const compared = (result: NonNullable<Attestation['licence']>['compared']): Attestation => ({
  ...NOBODY,
  licence: { name: '', registration: '', compared: result },
});

async function read(spec: CardSpec = {}, change: Partial<Trust> = {}): Promise<QualificationRecord> {
  const { card, trust } = specifiedCard(spec);
  return readQualification(card, { ...trust, ...change }, NOW);
}
const proved = (record: QualificationRecord, state: QualificationRecord['possession']['state'] = 'proved'): QualificationRecord => ({
  ...record,
  possession: { state, at: NOW.toISOString(), triesLeft: 15, failure: null },
});

const revoked = (serial: number, reason?: 'certificateHold'): NonNullable<CardSpec['signature']> => ({
  holderCrl: { entries: [{ serial, date: days(-3), ...(reason && { reason }) }] },
});
const TEST_CARD: CardSpec = { signature: { policy: TEST_POLICY, testRoot: true }, authentication: { policy: TEST_AUTHENTICATION, testRoot: true } };

describe('the card alone', () => {
  it.each<[string, CardSpec, Partial<Trust>, string, string | null]>([
    ['nothing is wrong', {}, {}, 'positive', null],
    ['a test card, in test mode', TEST_CARD, { acceptTestCards: true }, 'positive', null],
    ['a test card, outside test mode', TEST_CARD, {}, 'negative', 'test-card'],
    ['the signature certificate revoked', { signature: revoked(0x1234) }, {}, 'negative', 'revoked'],
    ['the authentication certificate revoked', { authentication: revoked(0x4321) }, {}, 'negative', 'revoked'],
    ['on hold', { authentication: revoked(0x4321, 'certificateHold') }, {}, 'negative', 'on-hold'],
    ['both expired', { signature: { holder: { to: hours(-1) } }, authentication: { holder: { to: hours(-1) } } }, {}, 'negative', 'expired'],
    ['of tomorrow', { signature: { holder: { from: hours(24) } }, authentication: { holder: { from: hours(24) } } }, {}, 'negative', 'not-yet-valid'],
    [
      'two holders',
      {
        authentication: {
          holder: {
            subject: [
              ['C', 'JP'],
              ['CN', 'Jiro Other'],
              ['serialNumber', 'EX000001'],
            ],
          },
        },
      },
      {},
      'negative',
      'two-holders',
    ],
    ['a signature key for authentication', { authentication: { usage: keyUsage('nonRepudiation') } }, {}, 'negative', 'unfit'],
    ['a key for both', { authentication: { usage: keyUsage('digitalSignature', 'nonRepudiation') } }, {}, 'negative', 'unfit'],
    ['an authentication key for signatures', { signature: { usage: keyUsage('digitalSignature') } }, {}, 'negative', 'unfit'],
    ['the policy of the other use', { authentication: { policy: '1.2.392.100495.1.5.1.1.3.1' } }, {}, 'negative', 'unfit'],
    ['a foreign root', {}, productionTrust(), 'indeterminate', 'path-not-proved'],
    ['no list', {}, { crls: [] }, 'indeterminate', 'revocation-unknown'],
    ['a list out of date', { signature: { holderCrl: { thisUpdate: days(-9), nextUpdate: days(-5) } } }, {}, 'indeterminate', 'revocation-unknown'],
    ['the signature application only', { authentication: null }, {}, 'indeterminate', 'certificate-missing'],
    ['the authentication application only', { signature: null }, {}, 'indeterminate', 'certificate-missing'],
    ['a certificate that cannot be read', { unread: 'signature' }, {}, 'indeterminate', 'certificate-missing'],
    ['no role in one of them', { authentication: { roles: [] } }, {}, 'indeterminate', 'role-not-stated'],
    ['no role in either', { signature: { roles: [] }, authentication: { roles: [] } }, {}, 'negative', 'unfit'],
    ['other days', { authentication: { holder: { to: days(700) } } }, {}, 'indeterminate', 'dates-differ'],
    ['the strict policy for signatures, which has no place here', {}, { revocationPolicy: 'issued-after' }, 'positive', null],
  ])('%s', async (_case, spec, change, answer, because) => {
    expect(cardJudgement(await read(spec, change))).toMatchObject({ answer, because });
  });

  it('a forged issuer is called one', async () => {
    const { card, trust, chains } = specifiedCard();
    const pinned = [{ name: 'pinned', use: 'root' as const, subject: chains.signature.anchor.subject, spki: new Uint8Array(10), sha256: '' }];
    const record = await readQualification(card, { ...trust, anchors: [], pinned }, NOW);
    expect(cardJudgement(record)).toMatchObject({ answer: 'negative', because: 'forged-issuer' });
  });

  it('no root that the card carries counts, not even in test mode', async () => {
    const record = await read(TEST_CARD, { acceptTestCards: true, anchors: [] });
    expect(cardJudgement(record)).toMatchObject({ answer: 'indeterminate', because: 'path-not-proved' });
  });

  it('what speaks against the card is said before what is not known', async () => {
    const record = await read({ signature: { ...revoked(0x1234) }, authentication: { roles: [] } });
    expect(cardJudgement(record)).toEqual({ answer: 'negative', because: 'revoked', findings: ['revoked', 'role-not-stated', 'one-sided'] });
  });
});

describe('the whole check', () => {
  it.each<[string, QualificationRecord['possession']['state'], Attestation | null, string, string | null]>([
    ['possession proved', 'proved', null, 'positive', null],
    ['and the licence found to agree', 'proved', compared('agrees'), 'positive', null],
    ['and the licence not compared', 'proved', compared('not-compared'), 'positive', null],
    ['the licence found to differ', 'proved', compared('differs'), 'negative', 'licence-differs'],
    ['no PIN asked', 'not-asked', null, 'indeterminate', 'possession-not-proved'],
    ['possession not proved', 'not-proved', null, 'indeterminate', 'possession-not-proved'],
    ['another key than that of the certificate', 'contradicted', null, 'negative', 'key-not-held'],
  ])('%s', async (_case, possession, attestation, answer, because) => {
    expect(judgementOf(proved(await read(), possession), attestation)).toMatchObject({ answer, because });
  });

  it('a proof of possession makes no unknown valid', async () => {
    expect(judgementOf(proved(await read({}, { crls: [] })), null)).toMatchObject({ answer: 'indeterminate', because: 'revocation-unknown' });
    expect(judgementOf(proved(await read({}, productionTrust())), null).answer).toBe('indeterminate');
  });
});
