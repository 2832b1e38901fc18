import { describe, expect, it } from 'vitest';
import { generalizedTime, integer, nullValue } from '../../../../pki/asn1/encode.ts';
import type { Certificate } from '../../../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../../../pki/certificate/extensions/oids.ts';
import { OCSP } from '../../../../pki/revocation/ocsp/object-identifiers.ts';
import type { OcspHelp } from '../../../../pki/revocation/ocsp/status.ts';
import type { RevocationStatus } from '../../../../pki/revocation/status.ts';
import { encodeName } from '../../../../pki/certificate/encode-name.ts';
import { critical, extension, keyUsage } from '../../../support/certificates.ts';
import {
  answerOf,
  ask,
  byDelegate,
  type Case,
  delegate,
  holder,
  hours,
  ISSUER,
  issuer,
  keys,
  make,
  NO_CHECK,
  NOW,
  OTHER,
  PURPOSE,
  RESPONDER,
  responseOf,
  told,
} from '../../../support/ocsp-holder.ts';

describe('an answer that is believed', () => {
  it('of the issuer itself says good, with when that was known', () => {
    const response = responseOf();
    expect(ask({}, [response])).toEqual({
      status: 'good',
      kind: 'ocsp',
      sources: [response.der],
      vouchers: [],
      number: null,
      asOf: hours(-2),
      ageHours: 2,
    });
  });

  it('says revoked, when, why, and since when the key is said to be bad', () => {
    const invalid = extension(EXTENSION.INVALIDITY_DATE, generalizedTime(hours(-50)));
    const answer = { said: { date: hours(-30), reason: 'keyCompromise' }, extensions: [invalid] } as const;
    expect(ask({ answer })).toMatchObject({
      status: 'revoked',
      revocationDate: hours(-30),
      invalidityDate: hours(-50),
      effectiveDate: hours(-50),
      reason: 'keyCompromise',
    });
  });

  const authorities: readonly (readonly [string, Case])[] = [
    ['the issuer, named by its name', { response: { name: encodeName(ISSUER) } }],
    ['the issuer, named by its key', {}],
    ['a delegate that needs no check', byDelegate()],
    ['a delegate named by its name', { response: { ...byDelegate().response, name: encodeName(RESPONDER) } }],
    ['a delegate that others bring along', { response: { key: keys.responder }, help: { candidates: [delegate()] } }],
    ['a delegate with the usage of signing', byDelegate({ extensions: [PURPOSE, NO_CHECK, keyUsage('digitalSignature')] })],
    ['certificate named by SHA-256', { answer: { digest: 'sha256' } }],
    ['certificate named by SHA-512', { answer: { digest: 'sha512' } }],
    ['no next update, while it is young', { answer: { nextUpdate: null, thisUpdate: hours(-0.5) }, response: { producedAt: hours(-0.5) } }],
    ['given later than asked for', { times: { at: hours(-100), until: NOW } }],
    ['archive cutoff before the expiry', { ...expired(), answer: { ...expired().answer, extensions: [cutoff(hours(-2000))] } }],
    ['another one is about somebody else', { response: { answers: [answerOf({ certificate: issuer }), answerOf()] } }],
  ];
  it.each(authorities)('%s', (_what, given) => expect(told(ask(given, undefined, of(given)))).toBe('good'));
});

/** An answer given after the certificate expired, about a time before. */
function expired(): Case {
  return { answer: { certificate: EXPIRED }, times: { at: hours(-600), until: NOW } };
}
const EXPIRED = make({ subject: [['CN', 'TEST Holder']], key: keys.holder, serial: 0x1235, to: hours(-500) });
const cutoff = (date: Date) => extension(OCSP.archiveCutoff, generalizedTime(date));
const of = ({ answer }: Case): Certificate => answer?.certificate ?? holder;

describe('an answer that is not believed', () => {
  const tampered = responseOf();
  const cases: readonly (readonly [string, Case, string])[] = [
    ['of another number', { answer: { certificate: make({ key: keys.holder, serial: 0x9999 }) } }, 'response-for-another'],
    ['of an issuer of another key', { answer: { issuer: make({ key: keys.other }) } }, 'response-for-another'],
    ['of an issuer of another name', { answer: { certificate: make({ issuer: OTHER, key: keys.holder, serial: 0x1234 }) } }, 'response-for-another'],
    ['signed by another key than it names', { response: { key: keys.other, namedKey: keys.issuer } }, 'response-signature-wrong'],
    ['signed by nobody known', { response: { key: keys.other } }, 'responder-not-trusted'],
    ['of a delegate without the purpose', byDelegate({ extensions: [NO_CHECK] }), 'responder-not-trusted'],
    ['of a delegate of another issuer', byDelegate({ issuer: OTHER, issuerKey: keys.other }), 'responder-not-trusted'],
    ['of a delegate that only names the issuer', byDelegate({ issuerKey: keys.other }), 'responder-not-trusted'],
    ['of a delegate that signs certificates only', byDelegate({ extensions: [PURPOSE, NO_CHECK, keyUsage('keyCertSign')] }), 'responder-not-trusted'],
    [
      'of a delegate with a critical extension that is not known',
      byDelegate({ extensions: [PURPOSE, NO_CHECK, critical('1.2.3.4', nullValue())] }),
      'responder-not-trusted',
    ],
    ['of a delegate for which nobody answers', byDelegate({ extensions: [PURPOSE] }), 'responder-not-trusted'],
    ['of a delegate that had expired when it answered', byDelegate({ to: hours(-3) }), 'issuer-out-of-bounds'],
    ['of a delegate that was not yet valid when it answered', byDelegate({ from: hours(-0.5) }), 'issuer-out-of-bounds'],
    [
      'of a delegate that expired since, without proof that the answer is older',
      { ...byDelegate({ to: hours(-0.5) }), times: { at: hours(-1), until: NOW, provedAt: () => NOW } },
      'issuer-out-of-bounds',
    ],
    ['made after the time of verification', { response: { producedAt: hours(1) } }, 'response-not-yet-issued'],
    ['about a time after that of verification', { answer: { thisUpdate: hours(1) }, response: { producedAt: hours(2) } }, 'response-not-yet-issued'],
    ['about a time after its making', { answer: { thisUpdate: hours(-0.5) } }, 'response-out-of-date'],
    ['that ends before it begins', { answer: { nextUpdate: hours(-3) } }, 'response-out-of-date'],
    ['out of date', { answer: { nextUpdate: hours(-1) } }, 'response-out-of-date'],
    [
      'without a next update and old',
      { answer: { nextUpdate: null, thisUpdate: hours(-5) }, response: { producedAt: hours(-5) } },
      'response-out-of-date',
    ],
    ['given after the expiry', expired(), 'response-out-of-date'],
    [
      'given after the expiry, and kept only for later ones',
      { ...expired(), answer: { ...expired().answer, extensions: [cutoff(hours(-400))] } },
      'response-out-of-date',
    ],
    ['with a critical extension', { response: { extensions: [critical('1.2.3.4', nullValue())] } }, 'critical-extension-unknown'],
    ['with a critical extension of its own', { answer: { extensions: [critical('1.2.3.4', integer(1))] } }, 'critical-extension-unknown'],
    ['that the responder does not know', { answer: { said: 'unknown' } }, 'response-unknown'],
  ];
  it.each(cases)('%s', (_what, given, why) => expect(told(ask(given, undefined, of(given).serial === '1235' ? EXPIRED : holder))).toBe(why));

  it('none', () => expect(told(ask({}, []))).toBe('no-response'));

  it('whose signature was changed', () => {
    const signature = Uint8Array.from(tampered.signature);
    signature[20]! ^= 1;
    expect(told(ask({}, [{ ...tampered, signature }]))).toBe('response-signature-wrong');
  });

  it('one that is out of date still tells how old it is', () => {
    expect(ask({ answer: { nextUpdate: hours(-1) } })).toMatchObject({ status: 'unknown', asOf: hours(-2), ageHours: 2 });
  });

  it('of several reasons that of the one which came nearest', () => {
    const stranger = responseOf({ response: { key: keys.other } });
    const old = responseOf({ answer: { nextUpdate: hours(-1) } });
    expect([told(ask({}, [stranger, old])), told(ask({}, [old, stranger]))]).toEqual(['response-out-of-date', 'response-out-of-date']);
  });
});

describe('a delegate that must be answered for', () => {
  const given = byDelegate({ extensions: [PURPOSE] });
  const evidence = { kind: 'crl', sources: [Uint8Array.of(1)], vouchers: [issuer], number: '7', asOf: hours(-3), ageHours: 3 } as const;
  const asked: [string, Date][] = [];
  const help = (status: RevocationStatus): OcspHelp => ({
    statusOf: ({ serial }, at) => {
      asked.push([serial, at]);
      return status;
    },
  });

  it('counts when it was not revoked as it answered, and what says so is evidence too', () => {
    const status = ask({ ...given, help: help({ status: 'good', ...evidence }) });
    expect(status).toMatchObject({ status: 'good', sources: [expect.any(Uint8Array), evidence.sources[0]] });
    expect(status.vouchers?.map(({ subject }) => subject)).toEqual(['CN=TEST Responder,C=JP', issuer.subject]);
    expect(asked).toEqual([['09', hours(-1)]]);
  });

  it.each([
    [
      'revoked',
      { status: 'revoked', ...evidence, revocationDate: hours(-9), invalidityDate: null, effectiveDate: hours(-9), reason: null, released: false },
    ],
    ['not known', { status: 'unknown', why: 'no-list' }],
  ] as const)('does not count when its status is %s', (_what, status) => {
    expect(told(ask({ ...given, help: help(status) }))).toBe('responder-not-trusted');
  });
});
