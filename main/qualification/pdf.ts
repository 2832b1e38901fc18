import { dayInJapan } from '../day-in-japan.ts';
import type { NamedBytes } from '../named-bytes.ts';
import { INK, type Mark, rule, text } from '../print/ink.ts';
import type { Typesetter } from '../print/typeset.ts';
import { compose } from '../report/pdf/compose.ts';
import { MEASURE, SHEET } from '../report/pdf/sheet.ts';
import { sayer } from '../report/sayer.ts';
import { furnished } from '../training/output/papers/furniture.ts';
import { print } from '../training/output/papers/print.ts';
import type { Language } from '../words/words.ts';
import { nameOf, namingCertificate } from './record.ts';
import { qualificationReport, type StatedRecord } from './view.ts';

/** In points. */
const TITLE = { size: 16, colour: INK, bold: true } as const;
const TITLE_DROP = 62;

/** The title stands in the head of the first page, where the others have their running head. */
const titled = (title: string, type: Typesetter): readonly Mark[] => [
  text(type.line(title), SHEET.left, SHEET.height - TITLE_DROP, TITLE),
  rule(SHEET.left, SHEET.height - TITLE_DROP - 10, MEASURE, INK, 0.8),
];

/** The record to print or keep. Equal records are equal files. */
export async function qualificationPdf(stated: StatedRecord, language: Language): Promise<NamedBytes> {
  const view = qualificationReport(stated, language);
  const { say, time } = sayer(language);
  const { record } = stated;
  const name = nameOf(namingCertificate(record));
  const foot = say('qualification.record.foot', { at: time(record.checkedAt), version: record.version });
  const { bytes } = await print(language, new Date(record.checkedAt), (type) => {
    const [first = [], ...rest] = compose(view, type);
    const pages = [[...titled(view.title, type), ...first], ...rest];
    const mark = view.test ? view.testMark : null;
    return { sheet: SHEET, title: view.title, pages: furnished(pages, { type, sheet: SHEET, language, head: `${view.title} ${name}`, foot, mark }) };
  });
  return {
    name: say('qualification.record.file', { name: name.replaceAll(/[^\p{L}\p{N}]+/gu, '_'), day: dayInJapan(Date.parse(record.checkedAt)) }),
    bytes,
  };
}
