import { describe, expect, it } from 'vitest';
import { reportedFile, reportView } from '../../../main/report/report-view.ts';
import { reportText } from '../../../main/report/text.ts';
import type { Check, SignatureReport, VerificationReport } from '../../../pki/report.ts';
import { REPORTS, report, signature, stamped, timeStamp } from '../../renderer/double/samples.ts';

const LANGUAGES = ['ja', 'en'] as const;
const viewOf = (sample: VerificationReport, language: 'ja' | 'en' = 'en') =>
  reportView(reportedFile(sample, { name: sample.file, bytes: Buffer.from('x') }, null), language);
const rowOf = (sample: SignatureReport, term: string) => viewOf(report('a.pdf', sample)).signatures[0]!.rows.find((row) => row.term === term);

describe('who signed', () => {
  it.each<[string, Partial<NonNullable<SignatureReport['signer']>>, string, unknown]>([
    ['the name in kanji, and how it is written in Latin letters', {}, 'Signer', { values: ['神楽坂　三十四'], note: 'Sanjushi Kagurazaka TEST' }],
    ['the common name alone', { nameKanji: null }, 'Signer', { values: ['Sanjushi Kagurazaka TEST'], note: null }],
    ['a known role by its name, and verbatim', {}, 'Role', { values: ['Medical doctor'], note: 'In the certificate: Medical Doctor' }],
    [
      'an unknown role verbatim',
      { hcRoles: ['medical doctor'] },
      'Role',
      { values: ['“medical doctor”'], note: 'In the certificate: medical doctor' },
    ],
    ['no role', { hcRoles: [] }, 'Role', { values: ['No role stated'], note: null }],
  ])('%s', (_, change, term, row) => {
    expect(rowOf({ ...signature, signer: { ...signature.signer!, ...change } }, term)).toMatchObject(row as object);
  });

  it('nobody, where there is no certificate', () => {
    const view = viewOf(report('a.pdf', { ...signature, signer: null })).signatures[0]!;
    expect([view.rows[0]!.values, view.certificate]).toEqual([['The signer is not known'], null]);
  });
});

describe('the time that counts', () => {
  const note = (sample: SignatureReport) => rowOf(sample, 'Time that counts')?.note;

  it.each<[string, SignatureReport, RegExp]>([
    ['that of a trusted stamp, by its authority', stamped, /^Proved by a trusted time stamp of TEST Time Authority \/ TEST TSU 1\.$/],
    ['that of verification without a stamp', signature, /^No trusted time stamp/],
    ['never that of a stamp which is not trusted', { ...stamped, timeStamps: [{ ...timeStamp, trusted: false }] }, /^No trusted time stamp/],
    ['never that of a stamp over the content alone', { ...stamped, timeStamps: [{ ...timeStamp, kind: 'content' }] }, /^No trusted time stamp/],
    ['never another stamp’s', { ...stamped, timeStamps: [{ ...timeStamp, time: '2026-11-20T05:04:00Z' }] }, /^No trusted time stamp/],
  ])('%s', (_, sample, expected) => expect(note(sample)).toMatch(expected));
});

describe('what is not covered', () => {
  it.each([
    ['PrescriptionManagement', /^The prescription ID .*\(PrescriptionManagement\)$/],
    ['AdditionalPrescriptionInformation', /^Conversion codes .*\(AdditionalPrescriptionInformation\)$/],
    ['eps:PrescriptionManagement', /^The prescription ID/],
    ['PrescriptionManagement/@Version', /^Part of: The prescription ID/],
    ['Elsewhere/text()', /^Element “Elsewhere\/text\(\)”$/],
    ['constructor', /^Element “constructor”$/],
    ['bytes 1000 to 2000', /^What was added after signing \(bytes 1,000 to 2,000\)$/],
  ])('%s', (part, expected) => {
    expect(rowOf({ ...signature, coversWholeDocument: false, notCovered: [part] }, 'What was not signed')?.values).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  it('is told to be what the signature permits, only where that was looked at', () => {
    const note = (check: Check) =>
      rowOf({ ...signature, checks: [check], coversWholeDocument: false, notCovered: ['bytes 10 to 20'] }, 'What was not signed')?.note;
    const passed: Check = { id: 'changes-after-signing', status: 'passed', detail: '', params: { kinds: 'validation-data signature' } };
    expect(note(passed)).toBe(
      'Only evidence and time stamps for verification and another signature: all of it is what the signature permits to be added.',
    );
    expect(note({ ...passed, params: {} })).toBeNull();
    expect(note({ ...passed, status: 'failed', subIndication: 'SIG_CONSTRAINTS_FAILURE' })).toBeNull();
  });

  it('is said even where the format does not tell which part', () => {
    expect(rowOf({ ...signature, coversWholeDocument: false }, 'What was not signed')?.values).toHaveLength(1);
  });
});

describe('what must not be read as proved', () => {
  const failed = (id: 'reference-digests' | 'signing-certificate-bound'): Check => ({
    id,
    status: 'failed',
    detail: '',
    subIndication: 'HASH_FAILURE',
  });

  it.each<[string, Partial<SignatureReport>, string]>([
    ['content that was compared', {}, 'As it was when signed.'],
    ['content that differs', { intact: false, checks: [failed('reference-digests')] }, 'Does not fit the signature.'],
    ['content that is not at hand', { subIndication: 'SIGNED_DATA_NOT_FOUND' }, 'Whether it is as it was when signed cannot be told.'],
    [
      'content with another fault',
      { intact: false, checks: [failed('signing-certificate-bound')] },
      'Whether it is as it was when signed cannot be told.',
    ],
  ])('%s', (_, change, expected) => expect(rowOf({ ...signature, ...change }, 'Content')?.values).toEqual([expected]));

  it.each<[string, Partial<SignatureReport>, RegExp]>([
    ['a level whose evidence was confirmed', { conclusion: 'TOTAL-PASSED', level: 'LT' }, /without asking the issuer/],
    ['a level of evidence that was not', { conclusion: 'INDETERMINATE', level: 'LT' }, /not all of it could be confirmed/],
    ['no evidence at all', { conclusion: 'INDETERMINATE', level: 'B' }, /^No proof of time/],
  ])('%s', (_, change, expected) => expect(rowOf({ ...stamped, ...change }, 'Signature level')?.note).toMatch(expected));
});

describe('a check', () => {
  const shown = (check: Check) => viewOf(report('a.pdf', { ...signature, checks: [check] })).signatures[0]!.grounds[0]!.checks[0]!;

  it('tells what it found, how old it is and where it came from', () => {
    const params = {
      evidence: 'crl',
      asOf: '2026-11-19T18:00:00Z',
      hoursNotCovered: 11,
      origin: 'cache',
      place: 'http://crl.example.jp/a.crl',
      matched: 3,
    };
    const { sentence, evidence } = shown({ id: 'revocation', status: 'passed', detail: 'Not revoked.', params });
    expect(sentence).toBe('The certificate was not revoked at the time that counts.');
    expect(evidence.map(({ term, values }) => [term, ...values])).toEqual([
      ['Kind of revocation data', 'revocation list (CRL)'],
      ['As of', '20 November 2026 at 03:00:00 JST'],
      ['Time after it that is not covered', 'at most 11 hours'],
      ['Where it came from', 'fetched before and kept'],
      ['Place', 'http://crl.example.jp/a.crl'],
    ]);
  });

  it('words what could not be fetched, and leaves what it does not know as it is', () => {
    const params = { failures: 'HOST_NOT_ALLOWED http://crl.example.jp/a.crl; SOMETHING_ELSE http://b.example.jp/' };
    const [row] = shown({ id: 'revocation', status: 'passed', detail: '', params }).evidence;
    expect(row?.values).toEqual([expect.stringMatching(/^http:\/\/crl\.example\.jp\/a\.crl \([A-Z][a-z]/), 'SOMETHING_ELSE http://b.example.jp/']);
  });

  it.each<[string, Check, string]>([
    [
      'why revocation is open',
      { id: 'revocation', status: 'indeterminate', detail: '', params: { why: 'not-issued-after' } },
      'The settings ask for revocation data issued after the signature, and there is none yet.',
    ],
    [
      'a reason without words of its own',
      { id: 'revocation', status: 'indeterminate', detail: '', params: { why: 'no-list' } },
      'There is no usable revocation data, so this cannot be told.',
    ],
    ['a hold', { id: 'revocation', status: 'failed', detail: '', params: { reason: 'certificateHold' } }, 'The certificate is on hold.'],
    [
      'what has expired',
      { id: 'validity-period', status: 'failed', detail: '', params: { state: 'expired' } },
      'The certificate had expired at the time that counts.',
    ],
  ])('%s', (_, check, sentence) => expect(shown(check).sentence).toBe(sentence));

  it('that is told for information counts neither way', () => {
    const informative: Check = { id: 'time-stamp-accreditation', status: 'indeterminate', detail: '', subIndication: 'TRY_LATER', informative: true };
    expect(shown(informative)).toMatchObject({ status: 'information', word: 'For information', indication: null });
    const [, stamp] = viewOf(report('a.pdf', stamped)).signatures[0]!.grounds;
    expect(stamp?.summary).toBe('All 7 points are confirmed.');
  });
});

describe('the whole', () => {
  it.each(LANGUAGES)('every sample has words for everything in %s, and the text says what the view says', (language) => {
    for (const sample of Object.values(REPORTS)) {
      const view = viewOf(sample, language);
      const lines = reportText(view).split('\n');
      expect(lines.slice(0, 2)).toEqual([expect.stringContaining(view.word), view.because]);
      const text = lines.join('\n');
      for (const { rows, grounds } of view.signatures) {
        for (const row of [...rows, ...grounds.flatMap((group) => group.rows)]) expect(text).toContain(row.term);
        for (const check of grounds.flatMap((group) => group.checks)) expect(text).toContain(check.sentence);
      }
    }
  });

  it('tells of several signatures each answer, and of test certificates the mark', () => {
    const { signatures } = viewOf(REPORTS['two.pdf']!);
    expect(signatures.map(({ title, word }) => `${title}: ${word}`)).toEqual(['Signature 1 of 2: Valid', 'Signature 2 of 2: Valid']);
    expect(viewOf(REPORTS['valid-test.pdf']!)).toMatchObject({ test: true, testMark: 'TEST', warnings: [expect.stringContaining('test mode')] });
    expect(viewOf(REPORTS['forged.xml']!).warnings).toEqual([expect.stringContaining('its key is not the published one')]);
  });
});
