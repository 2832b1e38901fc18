import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faceOf, hasForgedIssuer, reasonKey } from '../../../renderer/verify/face.ts';

describe('how an answer is drawn', () => {
  it.each([
    ['TOTAL-PASSED', null, 'valid'],
    ['TOTAL-FAILED', 'HASH_FAILURE', 'invalid'],
    ['TOTAL-FAILED', 'SIG_CRYPTO_FAILURE', 'invalid'],
    ['TOTAL-FAILED', 'FORMAT_FAILURE', 'invalid'],
    ['TOTAL-FAILED', 'REVOKED', 'invalid'],
    ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', 'refuse'],
    ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'refuse'],
    ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'refuse'],
    ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'refuse'],
    ['INDETERMINATE', 'REVOKED_NO_POE', 'refuse'],
    ['INDETERMINATE', 'TRY_LATER', 'undecided'],
    ['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND', 'undecided'],
    ['INDETERMINATE', 'NO_SIGNATURE', 'unsigned'],
    ['INDETERMINATE', null, 'undecided'],
  ] as const)('%s / %s is %s', (conclusion, subIndication, face) => expect(faceOf({ conclusion, subIndication })).toBe(face));

  it('nothing but TOTAL-PASSED is ever valid, and every reason has words', () => {
    const answers = fc.record({ conclusion: fc.constantFrom('INDETERMINATE', 'TOTAL-FAILED'), subIndication: fc.option(fc.string()) } as const);
    fc.assert(
      fc.property(answers, (answer) => {
        expect(faceOf(answer)).not.toBe('valid');
        expect(reasonKey(answer, false)).not.toMatch(/passed/);
      }),
    );
  });

  it.each([
    [false, 'verify.because.passed'],
    [true, 'verify.because.passed-test'],
  ])('a valid answer says when it rests on a test certificate: %s', (test, key) =>
    expect(reasonKey({ conclusion: 'TOTAL-PASSED', subIndication: null }, test)).toBe(key),
  );

  it.each([
    ['failed', true],
    ['passed', false],
    ['indeterminate', false],
  ] as const)('a pinned name with another key is a forgery only when the check failed: %s', (status, forged) =>
    expect(hasForgedIssuer({ checks: [{ id: 'issuer-key-pinned', status, detail: '' }] })).toBe(forged),
  );
});
