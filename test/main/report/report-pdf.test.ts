import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { reportPdf } from '../../../main/report/pdf/report-pdf.ts';
import { type ReportedFile, reportedFile, reportName } from '../../../main/report/report-view.ts';
import type { VerificationReport } from '../../../pki/report.ts';
import { REPORTS, report, signature, stamped } from '../../renderer/double/samples.ts';
import { describeWith } from '../../support/needs.ts';
import { folderWith } from '../../support/openssl.ts';

const BYTES = Buffer.from('the file');
const SHA256 = createHash('sha256').update(BYTES).digest('hex').toUpperCase();
const about = (sample: VerificationReport, content: ReportedFile['content'] = null): ReportedFile => ({
  ...reportedFile(sample, { name: sample.file, bytes: BYTES }, null),
  content,
});

/** Runs a program of poppler over the report; text without the ends of lines, since where a line breaks is a matter of layout. */
async function ask(program: string, file: ReportedFile, language: 'ja' | 'en', ...options: string[]): Promise<string> {
  const folder = folderWith({ 'report.pdf': await reportPdf(file, language) });
  const output = program === 'pdftotext' ? ['-'] : [];
  return execFileSync(program, [...options, `${folder}/report.pdf`, ...output], { encoding: 'utf8' });
}
/** Japanese has no spaces to tell from the ends of lines. */
const flat = (text: string, language: 'ja' | 'en'): string => text.replace(/\s+/g, language === 'ja' ? '' : ' ');
const textOf = async (file: ReportedFile, language: 'ja' | 'en') => flat(await ask('pdftotext', file, language, '-layout'), language);

const ANSWERS = [
  ['valid.pdf', '有効', 'Valid', 'TOTAL-PASSED'],
  ['stamped.pdf', '有効', 'Valid', 'TOTAL-PASSED'],
  ['valid-test.pdf', '有効', 'Valid', 'TOTAL-PASSED'],
  ['changed.pdf', '無効', 'Invalid', 'TOTAL-FAILED / HASH_FAILURE'],
  ['forged.xml', '採用しないでください', 'Do not accept', 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND'],
  ['unrevoked-unknown.pdf', '判断できません', 'Cannot be decided', 'INDETERMINATE / TRY_LATER'],
  ['unknown-authority.pdf', '判断できません', 'Cannot be decided', 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND'],
  ['unsigned.pdf', '署名がありません', 'Not signed', 'INDETERMINATE / NO_SIGNATURE'],
] as const;

describeWith(['pdftotext', 'pdfinfo', 'pdffonts'], 'the printable report', () => {
  it.each(ANSWERS)('%s: %s in Japanese, %s in English, after nothing but the head of the page', async (name, ja, en, indication) => {
    const file = about(REPORTS[name]!);
    for (const [language, word] of [['ja', ja] as const, ['en', en] as const]) {
      const lines = (await ask('pdftotext', file, language, '-layout')).split('\n').map((line) => line.trim());
      const [title, head, digest, first] = lines.filter(Boolean);
      expect(title).toMatch(
        language === 'ja' ? /^検証結果報告書 +検証した時刻：2026年11月20日 14:10:00 JST$/ : /^Verification report +Verified at: 20 November 2026/,
      );
      expect(head).toContain(name);
      expect(head).toMatch(/HPKI Desk \d+\.\d+\.\d+$/);
      expect(digest?.replaceAll(' ', '')).toBe(`SHA-256${SHA256}`);
      expect(first).toBe(word);
      expect(lines.join(' ')).toContain(indication);
    }
  });

  it.each([
    ['ja', ['神楽坂　三十四', '医師', '証明書の記載：Medical Doctor', 'TEST Authority / HPKI-01-TEST-forNonRepudiation', '参考情報', '1 / 4ページ']],
    ['en', ['神楽坂　三十四', 'Medical doctor', 'In the certificate: Medical Doctor', 'T (with a time stamp)', 'For information', 'Page 1 of 4']],
  ] as const)('says who, in which role, by whose time, and every check, in %s', async (language, wanted) => {
    const text = await textOf(about(REPORTS['stamped.pdf']!), language);
    expect(wanted.filter((each) => !text.includes(flat(each, language)))).toEqual([]);
    const authority =
      language === 'ja' ? 'TEST Time Authority / TEST TSU 1の信頼できるタイムスタンプ' : 'trusted time stamp of TEST Time Authority / TEST TSU 1';
    expect(text).toContain(flat(authority, language));
  });

  it('says of a prescription what lies outside the signature', async () => {
    const [ja, en] = [await textOf(about(REPORTS['forged.xml']!), 'ja'), await textOf(about(REPORTS['forged.xml']!), 'en')];
    expect(ja).toContain('処方箋ID');
    expect(ja).toContain('変換コード');
    expect(ja).toContain('偽造の疑いがあります');
    expect(en).toContain('The prescription ID');
    expect(en).toContain('Conversion codes');
  });

  it('numbers its pages, and each says what it is about', async () => {
    const many = report('many.pdf', ...Array.from({ length: 5 }, (_, index) => ({ ...stamped, id: `Signature${index + 1}` })));
    const pages = (await ask('pdftotext', about(many), 'en', '-layout')).split('\f').filter(Boolean);
    expect(pages.length).toBeGreaterThan(8);
    pages.forEach((page, index) => {
      expect(page).toContain('many.pdf');
      expect(page.replaceAll(' ', '')).toContain(SHA256);
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    });
  });

  it.each<[string, string, string]>([
    ['a name wider than the page', `${'長い名前の文書'.repeat(40)}.pdf`, '長い名前の文書'],
    ['a name without a place to break', `${'x'.repeat(400)}.pdf`, 'xxxxxxxxxxxxxxxxxxxx'],
    ['characters that the font lacks', '🦆.pdf', '<U+1F986>.pdf'],
    ['characters that turn the line around', 'fdp.‮exe', 'fdp.<U+202E>exe'],
    ['a variant of a character, which stays one', '葛󠄀城.pdf', '葛'],
    ['control characters', 'a\u0007b\u0000c.pdf', 'a<U+0007>b<U+0000>c.pdf'],
  ])('%s', async (_, name, shown) => {
    expect(await textOf(about({ ...report(name, signature), file: name }), 'ja')).toContain(flat(shown, 'ja'));
  });

  it('is a sound A4 file with its font inside, in its language, and the same for the same report', async () => {
    const file = about(REPORTS['valid.pdf']!, { name: '画像.dcm', sha256: 'F4'.repeat(32) });
    const info = await ask('pdfinfo', file, 'ja');
    expect(info).toMatch(/Title: +検証結果報告書 valid\.pdf/);
    expect(info).toMatch(/Page size: +595\.28 x 841\.89 pts \(A4\)/);
    const [, , ...fonts] = (await ask('pdffonts', file, 'ja')).trim().split('\n');
    expect(fonts.map((line) => line.split(/\s+/).slice(0, 7))).toEqual([
      [expect.stringMatching(/^[A-Z]{6}\+NotoSansJP-Regular$/), 'CID', 'TrueType', 'Identity-H', 'yes', 'yes', 'yes'],
    ]);
    expect(await textOf(file, 'ja')).toContain('画像.dcm');
    expect(Buffer.compare(await reportPdf(file, 'ja'), await reportPdf(file, 'ja'))).toBe(0);
  });
});

it.each([
  ['処方箋.xml', 'ja', '処方箋_検証結果.pdf'],
  ['letter.pdf', 'en', 'letter-verification.pdf'],
  ['../no way', 'en', 'no way-verification.pdf'],
] as const)('the report on %s in %s is called %s', (name, language, expected) =>
  expect(reportName(about(report(name, signature)), language)).toBe(expected),
);
