import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../pki/certificate/certificate.ts';
import type { OcspResponse } from '../../../../pki/revocation/ocsp/response.ts';
import type { AnswerSpec } from '../../../support/ocsp.ts';
import { ask, delegate, hours, keys, NOW, responseOf, told } from '../../../support/ocsp-holder.ts';

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
    ['an older revocation counts beside a good one that holds', [revoked('keyCompromise', -6), good(-2)], 'revoked'],
    ['a revocation counts beside a good one that is out of date', [revoked('keyCompromise', -6), good(-2, { nextUpdate: hours(-1.5) })], 'revoked'],
    ['that the newest does not know leaves the older good one', [good(-6), responseOf({ answer: { said: 'unknown' } })], 'good'],
  ];
  it.each(cases)('%s', (_what, responses, expected) => {
    expect([told(ask({}, responses)), told(ask({}, responses.toReversed()))]).toEqual([expected, expected]);
  });

  it('about a time on hold, a later release is no excuse, and a revocation that followed begins with the hold', () => {
    const hold = revoked('certificateHold', -6);
    const times = { at: hours(-4), until: NOW };
    expect(ask({ times }, [hold, good(-2)])).toMatchObject({ status: 'revoked', released: true, effectiveDate: hours(-50) });
    const final = responseOf({ answer: { said: { date: hours(-3), reason: 'keyCompromise' } } });
    expect(ask({ times }, [hold, final])).toMatchObject({ status: 'revoked', reason: 'keyCompromise', effectiveDate: hours(-50) });
    expect(told(ask({ times: { at: hours(-60), until: NOW } }, [hold, good(-2)]))).toBe('good');
  });

  it('thousands of namesakes of the responder cost bounded work', () => {
    const responder = delegate();
    const candidates = Array.from({ length: 3000 }, (_, index) => {
      const der = Uint8Array.from(responder.der);
      der.set([index >> 8, index & 0xff], der.length - 2);
      return parseCertificate(der);
    });
    const forged = Array.from({ length: 64 }, () => responseOf({ response: { key: keys.other, namedKey: keys.responder } }));
    const before = process.cpuUsage();
    expect(told(ask({ help: { candidates } }, forged))).toBe('responder-not-trusted');
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
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
