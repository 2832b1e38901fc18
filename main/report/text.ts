import type { CheckGroup, CheckView, ReportRow, ReportView, SignatureView } from '../api/schema/report.ts';
import { type Language, words } from '../words/words.ts';

const MARK: Readonly<Record<CheckView['status'], string>> = { passed: '✓', failed: '✗', indeterminate: '?', information: 'i' };
const INDENT = '  ';

type Lines = readonly string[];
const indented = (lines: Lines): Lines => lines.map((line) => `${INDENT}${line}`);

/** First line of a report: the face, then the indications. */
export const answerLine = ({ word, indication, language }: Pick<ReportView, 'word' | 'indication' | 'language'>): string =>
  words(language)('report.line.answer', { word, indication });

/** A whole report for a terminal: the answer and its reason, the file, each signature with its grounds. */
export function reportText(view: ReportView): string {
  const { because, warnings, facts, signatures, language } = view;
  const rows = rowLines(language);
  const blocks = [
    [answerLine(view), because, ...warnings],
    facts.flatMap(rows),
    ...signatures.map((signature) => signatureLines(signature, language)),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function signatureLines({ title, word, because, indication, rows, grounds, certificate }: SignatureView, language: Language): Lines {
  const lines = rowLines(language);
  const answer = words(language)('report.line.answer', { word, indication });
  return [
    `${title} ${answer} ${because}`,
    ...indented(rows.flatMap(lines)),
    ...(certificate ? indented([certificate.title, ...indented(certificate.rows.flatMap(lines))]) : []),
    ...indented(grounds.flatMap((group) => groupLines(group, language))),
  ];
}

const groupLines = ({ title, summary, rows, checks }: CheckGroup, language: Language): Lines => [
  `${title} ${summary}`,
  ...indented(rows.flatMap(rowLines(language))),
  ...indented(checks.flatMap((check) => checkLines(check, language))),
];

function checkLines({ status, heading, sentence, evidence, detail, indication }: CheckView, language: Language): Lines {
  const found = [detail, indication].filter(Boolean).join(' ');
  const answer = words(language)('report.line.row', { term: `${MARK[status]} ${heading}`, value: sentence });
  return [answer, ...indented(indented([...evidence.flatMap(rowLines(language)), ...(found ? [found] : [])]))];
}

const rowLines =
  (language: Language) =>
  ({ term, values, note }: ReportRow): Lines => {
    const say = words(language);
    const value = [values.join(', '), ...(note ? [say('report.line.note', { note })] : [])].join(' ');
    return [say('report.line.row', { term, value })];
  };
