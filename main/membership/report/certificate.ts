import { Flow, space } from '../../print/flow.ts';
import { INK, type TextStyle } from '../../print/ink.ts';
import { beside, paragraph } from '../../print/lines.ts';
import { A4, measureOf, type Sheet } from '../../print/sheet.ts';
import { dayText, registrationText } from '../../tables/formats.ts';
import { print } from '../../training/output/papers/print.ts';
import { words } from '../../words/words.ts';
import type { Association } from '../tiers/association.ts';
import type { MemberFields } from '../tiers/member-fields.ts';
import type { MembershipRow } from '../tiers/membership-row.ts';

const SHEET: Sheet = { ...A4, left: 90, right: 90, top: 120, bottom: 80 };
const TITLE: TextStyle = { size: 20, colour: INK, bold: true };
const BODY: TextStyle = { size: 11, colour: INK };
const TERM_WIDTH = 110;

/** What a certificate of membership says. */
export interface CertificateFacts {
  readonly association: Association;
  readonly row: MembershipRow;
  readonly fields: MemberFields;
  /** ISO day on which it is issued. */
  readonly day: string;
}

/** 在籍証明書 as PDF, in Japanese, with room for a seal. What is not known is left out. Equal facts are equal files. */
export async function membershipCertificate({ association, row, fields, day }: CertificateFacts): Promise<Uint8Array> {
  const say = words('ja');
  const label = association.rules.classes.find(({ id }) => id === row.class)?.label ?? row.class;
  const facts = [
    [say('membership.ledger.name'), fields.name ?? ''],
    [say('membership.ledger.birth-date'), dayText(fields.birthDate ?? '', 'era')],
    [say('membership.ledger.registration'), registrationText(row.registration, 'ordinal')],
    [say('membership.ledger.affiliation'), row.affiliation],
    [say('membership.ledger.class'), label],
    [say('membership.ledger.joined-on'), dayText(row.joinedOn ?? '', 'era')],
  ].filter(([, value]) => value !== '');
  const measure = measureOf(SHEET);
  const title = say('membership.certificate.title');
  const { bytes } = await print('ja', new Date(`${day}T00:00:00+09:00`), (type) => {
    const flow = new Flow(SHEET);
    flow.place([
      ...paragraph(type, title, TITLE, SHEET.left, measure, 'center'),
      space(50),
      ...facts.flatMap(([term = '', value = '']) => [
        ...beside(paragraph(type, term, BODY, SHEET.left, TERM_WIDTH), paragraph(type, value, BODY, SHEET.left + TERM_WIDTH, measure - TERM_WIDTH)),
        space(8),
      ]),
      space(40),
      ...paragraph(type, say('membership.certificate.statement'), BODY, SHEET.left, measure),
      space(60),
      ...paragraph(type, dayText(day, 'era'), BODY, SHEET.left, measure, 'right'),
      space(10),
      ...paragraph(type, association.name, { ...BODY, size: 14 }, SHEET.left, measure, 'right'),
    ]);
    return { sheet: SHEET, title, pages: flow.pages };
  });
  return bytes;
}
