import { describe, expect, it } from 'vitest';
import { compose } from '../../../pki/revocation/compose.ts';
import type { RevocationReason } from '../../../pki/revocation/reason.ts';
import { ageInHours, type RevocationEvidence, type RevocationStatus, revokedOn } from '../../../pki/revocation/status.ts';
import { hours, NOW } from '../../support/hpki-chain.ts';

const evidence = (kind: 'crl' | 'ocsp', asOf: number): RevocationEvidence => ({
  kind,
  sources: [],
  vouchers: [],
  number: null,
  asOf: hours(asOf),
  ageHours: ageInHours(hours(asOf), NOW),
});
const good = (kind: 'crl' | 'ocsp', asOf: number): RevocationStatus => ({ status: 'good', ...evidence(kind, asOf) });
const revoked = (kind: 'crl' | 'ocsp', asOf: number, date: number, reason: RevocationReason | null = null): RevocationStatus => ({
  status: 'revoked',
  ...evidence(kind, asOf),
  ...revokedOn(hours(date), null, reason),
});
const NO_LIST: RevocationStatus = { status: 'unknown', why: 'no-list' };
const NO_RESPONSE: RevocationStatus = { status: 'unknown', why: 'no-response' };
const OLD_LIST: RevocationStatus = { status: 'unknown', why: 'out-of-date', ...evidence('crl', -200) };
const OTHER_RESPONSE: RevocationStatus = { status: 'unknown', why: 'response-for-another' };

describe('one answer of lists and responders', () => {
  it.each<[string, RevocationStatus, RevocationStatus, 'crl' | 'ocsp']>([
    ['neither knows, nobody was asked', NO_LIST, NO_RESPONSE, 'crl'],
    ['neither knows, a list is out of date', OLD_LIST, OTHER_RESPONSE, 'crl'],
    ['neither knows, a response is about another', NO_LIST, OTHER_RESPONSE, 'ocsp'],
    ['only the list knows', good('crl', -9), NO_RESPONSE, 'crl'],
    ['only the responder knows', OLD_LIST, good('ocsp', -1), 'ocsp'],
    ['both good, the newer', good('crl', -9), good('ocsp', -1), 'ocsp'],
    ['both good, the newer list', good('crl', -1), good('ocsp', -9), 'crl'],
    ['revoked beats good', revoked('crl', -9, -20), good('ocsp', -10), 'crl'],
    ['revoked beats good that is newer', revoked('crl', -9, -20), good('ocsp', -1), 'crl'],
    ['revoked by the responder beats a good list', good('crl', -1), revoked('ocsp', -9, -20), 'ocsp'],
    ['a hold ends with a newer good answer', revoked('crl', -9, -20, 'certificateHold'), good('ocsp', -1), 'ocsp'],
    ['a hold does not end with an older good answer', revoked('crl', -9, -20, 'certificateHold'), good('ocsp', -10), 'crl'],
    ['both revoked, the earlier', revoked('crl', -9, -20), revoked('ocsp', -1, -30), 'ocsp'],
  ])('%s', (_case, crl, ocsp, decisive) => expect(compose(crl, ocsp, NOW)).toBe(decisive === 'crl' ? crl : ocsp));

  it.each<[string, RevocationStatus, RevocationStatus]>([
    ['the list', revoked('crl', -9, -20), revoked('ocsp', -1, -30, 'certificateHold')],
    ['the responder', revoked('crl', -1, -30, 'certificateHold'), revoked('ocsp', -9, -20)],
  ])('revoked for good by %s after a hold, from when that began', (_which, crl, ocsp) => {
    expect(compose(crl, ocsp, NOW)).toMatchObject({ status: 'revoked', reason: null, revocationDate: hours(-30), effectiveDate: hours(-30) });
  });

  it('a hold that ended only after the time asked for was one at that time', () => {
    expect(compose(revoked('crl', -9, -20, 'certificateHold'), good('ocsp', 5), NOW)).toMatchObject({ status: 'revoked', released: true });
  });
});
