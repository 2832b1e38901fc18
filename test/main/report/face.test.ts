import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerWords } from '../../../main/report/answer.ts';
import { answerOf, faceOf, hasForgedIssuer } from '../../../main/report/face.ts';
import { sayer } from '../../../main/report/sayer.ts';

const words = { ja: sayer('ja'), en: sayer('en') };
const none = { checks: [] };

describe('how an answer is shown', () => {
  it.each([
    ['TOTAL-PASSED', null, 'valid', '有効'],
    ['TOTAL-FAILED', 'HASH_FAILURE', 'invalid', '無効'],
    ['TOTAL-FAILED', 'SIG_CRYPTO_FAILURE', 'invalid', '無効'],
    ['TOTAL-FAILED', 'FORMAT_FAILURE', 'invalid', '無効'],
    ['TOTAL-FAILED', 'REVOKED', 'invalid', '無効'],
    ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND', 'refuse', '採用しないでください'],
    ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE', 'refuse', '採用しないでください'],
    ['INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'refuse', '採用しないでください'],
    ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'refuse', '採用しないでください'],
    ['INDETERMINATE', 'REVOKED_NO_POE', 'refuse', '採用しないでください'],
    ['INDETERMINATE', 'TRY_LATER', 'undecided', '判断できません'],
    ['INDETERMINATE', 'TIMESTAMP_ORDER_FAILURE', 'undecided', '判断できません'],
    ['INDETERMINATE', 'SIGNED_DATA_NOT_FOUND', 'undecided', '判断できません'],
    ['INDETERMINATE', 'NO_SIGNATURE', 'unsigned', '署名がありません'],
    ['INDETERMINATE', null, 'undecided', '判断できません'],
    ['INDETERMINATE', 'toString', 'undecided', '判断できません'],
  ] as const)('%s / %s is %s', (conclusion, subIndication, face, word) => {
    const shown = answerWords({ conclusion, subIndication, ...none }, false, words.ja);
    expect([shown.face, shown.word]).toEqual([face, word]);
    expect(shown.because).toMatch(/。$/);
  });

  it('nothing but TOTAL-PASSED is ever valid, and every answer has a reason in both languages', () => {
    const answers = fc.record({ conclusion: fc.constantFrom('INDETERMINATE', 'TOTAL-FAILED'), subIndication: fc.option(fc.string()) } as const);
    fc.assert(
      fc.property(answers, (answer) => {
        expect(faceOf({ ...answer, ...none })).not.toBe('valid');
        for (const language of Object.values(words)) {
          const { because } = answerWords({ ...answer, ...none }, false, language);
          expect(because.length).toBeGreaterThan(10);
          expect(because).not.toBe(language.say('report.because.passed'));
        }
      }),
    );
  });

  it.each([
    [false, 'passed'],
    [true, 'passed-test'],
  ])('a valid answer says when it rests on a test certificate: %s', (test, key) => {
    const answer = { conclusion: 'TOTAL-PASSED', subIndication: null, ...none } as const;
    expect(answerWords(answer, test, words.ja).because).toBe(words.ja.say(`report.because.${key}`));
  });
});

describe('what the deciding check says of itself', () => {
  const open = (id: string, subIndication: string) => ({ id, status: 'indeterminate', subIndication }) as const;
  const answer = (...checks: ReturnType<typeof open>[]) =>
    answerWords({ conclusion: 'INDETERMINATE', subIndication: checks[0]!.subIndication, checks }, false, words.ja);

  it('an authority of time stamps that is not known speaks neither for nor against the signature', () => {
    const { face, because } = answer(open('signature-time-stamp', 'NO_CERTIFICATE_CHAIN_FOUND'));
    expect([face, because]).toEqual(['undecided', words.ja.say('report.because.of-check.signature-time-stamp-NO_CERTIFICATE_CHAIN_FOUND')]);
  });

  it('content that is not at hand is asked for, not called uncovered', () => {
    const { face, because } = answer(open('signed-scope', 'SIGNED_DATA_NOT_FOUND'));
    expect([face, because]).toEqual(['undecided', words.ja.say('report.because.of-check.signed-scope-SIGNED_DATA_NOT_FOUND')]);
  });

  it('a signer that leads nowhere is told before a time stamp that does', () => {
    const { face, because } = answer(
      open('certificate-path', 'NO_CERTIFICATE_CHAIN_FOUND'),
      open('signature-time-stamp', 'NO_CERTIFICATE_CHAIN_FOUND'),
    );
    expect([face, because]).toEqual(['refuse', words.ja.say('report.because.NO_CERTIFICATE_CHAIN_FOUND')]);
  });

  it('a time stamp that is wrong is not to be relied on', () => {
    expect(answer(open('signature-time-stamp', 'SIG_CONSTRAINTS_FAILURE')).face).toBe('refuse');
  });

  it('what is told for information decides nothing', () => {
    const check = { ...open('hc-role', 'TRY_LATER'), informative: true } as const;
    const { because } = answerWords({ conclusion: 'INDETERMINATE', subIndication: 'TRY_LATER', checks: [check] }, false, words.ja);
    expect(because).toBe(words.ja.say('report.because.TRY_LATER'));
  });

  it('the answer of a file is that of the signature which decides it', () => {
    const good = { conclusion: 'TOTAL-PASSED', subIndication: null, checks: [] } as const;
    const bad = {
      conclusion: 'INDETERMINATE',
      subIndication: 'SIG_CONSTRAINTS_FAILURE',
      checks: [open('hc-role', 'SIG_CONSTRAINTS_FAILURE')],
    } as const;
    expect(answerOf({ ...bad, signatures: [good, bad] })).toEqual(bad);
    expect(answerOf({ conclusion: 'INDETERMINATE', subIndication: 'NO_SIGNATURE', signatures: [] }).checks).toEqual([]);
  });
});

it.each([
  ['failed', true],
  ['passed', false],
  ['indeterminate', false],
] as const)('a pinned name with another key is a forgery only when the check failed: %s', (status, forged) =>
  expect(hasForgedIssuer({ checks: [{ id: 'issuer-key-pinned', status }] })).toBe(forged),
);
