import type { HpkiCard } from '../../../card/hpki/card.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { commonName, kanjiName } from '../../../pki/hpki/profile.ts';
import { readable } from '../../../pki/readable.ts';
import type { CardFormFields } from '../../api/schema/fitness.ts';
import { a4Pages } from '../../credentials/papers/sheets/a4.ts';
import { postalText } from '../../credentials/papers/values.ts';
import { dayInJapan } from '../../day-in-japan.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { A4 } from '../../print/sheet.ts';
import { print } from '../../training/output/papers/print.ts';
import { words } from '../../words/words.ts';
import { subjectIdentifier } from '../certificate-pair.ts';
import { cardForms, FORMS, formTemplate } from './table.ts';

const say = words('ja');

/** What the card itself says, as far as it was read without a PIN; everything else stays blank. */
function cardFacts({ applications }: HpkiCard): Readonly<Record<string, string>> {
  const read = applications.flatMap(({ kind, certificate, triesLeft }) =>
    readable(certificate ? [certificate.der] : [], parseCertificate).map((parsed) => ({ kind, parsed, triesLeft })),
  );
  const [first] = read;
  const named = (value: (entry: (typeof read)[number]) => string) =>
    read.map((entry) => say('fitness.sheet.of', { which: say(`fitness.sheet.${entry.kind}`), value: value(entry) })).join('　');
  return {
    certificateName: first ? (kanjiName(first.parsed) ?? commonName(first.parsed)) : '',
    identifier: first ? (subjectIdentifier(first.parsed) ?? '') : '',
    serials: named(({ parsed }) => parsed.serial),
    expires: read.map(({ parsed }) => dayInJapan(parsed.notAfter.getTime())).toSorted()[0] ?? '',
    tries: named(({ triesLeft }) => (triesLeft === null ? say('fitness.sheet.tries-unknown') : say('fitness.sheet.tries', { tries: triesLeft }))),
  };
}

/** The name in kanji, where the certificate has one: a name in Roman letters alone is not what a Japanese form asks for. */
const kanjiOf = ({ applications }: HpkiCard): string =>
  readable(
    applications.flatMap(({ certificate }) => (certificate ? [certificate.der] : [])),
    parseCertificate,
  )
    .map(kanjiName)
    .find((name) => name !== null) ?? '';

/**
 * A form of the authority, in Japanese, filled in with what the card says and the holder entered. Nothing of it is kept.
 * @param card `null` where it is not at hand
 * @throws AppError LETTER_UNKNOWN
 */
export async function cardFormPdf(form: string, card: HpkiCard | null, fields: CardFormFields, now: Date): Promise<NamedBytes> {
  const template = formTemplate(form);
  const { authority } = FORMS;
  const enclosures = cardForms().find(({ id }) => id === form)?.enclosures ?? [];
  const name = fields.name.trim() || (card ? kanjiOf(card) : '');
  const data = {
    template: form,
    number: '',
    day: dayInJapan(now.getTime()),
    holder: { ...fields, name, romaji: '', formerName: '', workplace: '', memberId: '' },
    sender: authority,
    facts: { ...(card ? cardFacts(card) : {}), sentTo: `${postalText(authority.postalCode)} ${authority.address}　${authority.name}` },
    lists: { enclosures },
  };
  const { bytes } = await print('ja', now, (type) => ({ sheet: A4, title: template.title, pages: a4Pages(type, template, data) }));
  return { name: say('fitness.sheet.file', { title: template.title.replaceAll(/\s+/g, '_') }), bytes };
}
