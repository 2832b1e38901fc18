import { describe, expect, it } from 'vitest';
import { integer, nullValue, objectIdentifier, sequence, generalizedTime } from '../../../../pki/asn1/encode.ts';
import { type Certificate, parseCertificate } from '../../../../pki/certificate/certificate.ts';
import { EXTENSION } from '../../../../pki/certificate/extensions/oids.ts';
import { OCSP } from '../../../../pki/revocation/ocsp/object-identifiers.ts';
import { type OcspResponse, parseOcspResponse } from '../../../../pki/revocation/ocsp/response.ts';
import { type OcspHelp, ocspStatus } from '../../../../pki/revocation/ocsp/status.ts';
import type { RevocationStatus, RevocationTimes } from '../../../../pki/revocation/status.ts';
import { encodeName, type NameTemplate } from '../../../../pki/test-authority/names.ts';
import { basicConstraints, type CertificateSpec, certificate, critical, extension, keyUsage, rsaKey } from '../../../support/certificates.ts';
import { type AnswerSpec, ocspResponse, type ResponseSpec } from '../../../support/ocsp.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-06-15T12:00:00Z');
const hours = (count: number): Date => new Date(NOW.getTime() + count * HOUR);

const keys = { issuer: rsaKey(), responder: rsaKey(), other: rsaKey(), holder: rsaKey() };
const ISSUER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'TEST Issuer'],
];
const OTHER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'TEST Other'],
];
const RESPONDER: NameTemplate = [
  ['C', 'JP'],
  ['CN', 'TEST Responder'],
];

const make = (change: Partial<CertificateSpec>): Certificate =>
  parseCertificate(
    certificate({
      subject: ISSUER,
      issuer: ISSUER,
      key: keys.issuer,
      issuerKey: keys.issuer,
      serial: 1,
      from: hours(-1000),
      to: hours(1000),
      extensions: [],
      ...change,
    }),
  );

const issuer = make({ extensions: [basicConstraints(true)] });
const holder = make({ subject: [['CN', 'TEST Holder']], key: keys.holder, serial: 0x1234 });

const PURPOSE = extension(EXTENSION.EXTENDED_KEY_USAGE, sequence(objectIdentifier(OCSP.purpose)));
const NO_CHECK = extension(OCSP.noCheck, nullValue());
const delegate = (change: Partial<CertificateSpec> = {}): Certificate =>
  make({ subject: RESPONDER, key: keys.responder, serial: 9, extensions: [PURPOSE, NO_CHECK], ...change });

interface Case {
  readonly answer?: Partial<AnswerSpec>;
  readonly response?: Partial<ResponseSpec>;
  readonly times?: Partial<RevocationTimes>;
  readonly help?: OcspHelp;
}

const answerOf = (change: Partial<AnswerSpec> = {}): AnswerSpec => ({
  certificate: holder,
  issuer,
  thisUpdate: hours(-2),
  nextUpdate: hours(10),
  ...change,
});
const responseOf = ({ answer, response }: Case = {}): OcspResponse =>
  parseOcspResponse(ocspResponse({ key: keys.issuer, producedAt: hours(-1), answers: [answerOf(answer)], ...response }));

const ask = (given: Case = {}, responses: readonly OcspResponse[] = [responseOf(given)], of = holder): RevocationStatus =>
  ocspStatus(of, issuer, responses, { at: NOW, ...given.times }, given.help);

/** Status, or why it is not known. */
const told = (status: RevocationStatus): string => (status.status === 'unknown' ? status.why : status.status);

const byDelegate = (change: Partial<CertificateSpec> = {}): Case => {
  const responder = delegate(change);
  return { response: { key: keys.responder, certificates: [responder.der] } };
};

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

describe('of several answers', () => {
  const revoked = (reason: 'keyCompromise' | 'certificateHold', at: number) =>
    responseOf({ answer: { said: { date: hours(-50), reason }, thisUpdate: hours(at) } });
  const good = (at: number, more: Partial<AnswerSpec> = {}) => responseOf({ answer: { thisUpdate: hours(at), ...more } });

  const cases: readonly (readonly [string, readonly OcspResponse[], string])[] = [
    ['a newer one that releases from hold counts', [revoked('certificateHold', -6), good(-2)], 'good'],
    ['a newer hold counts', [good(-6), revoked('certificateHold', -2)], 'revoked'],
    [
      'a newer good one that is out of date still ends a hold',
      [revoked('certificateHold', -6), good(-2, { nextUpdate: hours(-1.5) })],
      'response-out-of-date',
    ],
    [
      'an old revocation counts where the newer one is not believed',
      [revoked('keyCompromise', -6), responseOf({ response: { key: keys.other } })],
      'revoked',
    ],
    ['a revocation counts beside a good one that is out of date', [revoked('keyCompromise', -6), good(-2, { nextUpdate: hours(-1.5) })], 'revoked'],
    ['that the newest does not know leaves the older good one', [good(-6), responseOf({ answer: { said: 'unknown' } })], 'good'],
  ];
  it.each(cases)('%s', (_what, responses, expected) => {
    expect([told(ask({}, responses)), told(ask({}, responses.toReversed()))]).toEqual([expected, expected]);
  });

  it('thousands cost bounded work', () => {
    const forged = responseOf({ response: { key: keys.other, namedKey: keys.issuer } });
    const began = performance.now();
    expect(
      told(
        ask(
          {},
          Array.from({ length: 5000 }, () => forged),
        ),
      ),
    ).toBe('response-signature-wrong');
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
