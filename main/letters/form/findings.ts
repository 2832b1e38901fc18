import type { LetterFinding, LetterForm } from '../../api/schema/letters.ts';
import { unprintable } from '../pdf/unprintable.ts';
import { fieldsOf } from './fields.ts';

interface Rule {
  readonly code: string;
  readonly field: string;
  readonly blocks: boolean;
  readonly found: (form: LetterForm) => boolean;
}

const absent = (field: string, value: (form: LetterForm) => string, when: (form: LetterForm) => boolean = () => true): Rule => ({
  code: 'absent',
  field,
  blocks: true,
  found: (form) => when(form) && value(form).trim() === '',
});
const isReferral = ({ kind }: LetterForm) => kind === 'referral';
const isOutside = ({ addresseeOutside }: LetterForm) => addresseeOutside;

/** What the form (別紙様式11) asks for; its third note asks for address and telephone of the patient where the addressee is no insured institution. */
const RULES: readonly Rule[] = [
  absent('addressee.institution', ({ addressee }) => addressee.institution),
  absent('date', ({ date }) => date),
  absent('sender.institution', ({ sender }) => sender.institution),
  absent('sender.address', ({ sender }) => sender.address),
  absent('sender.doctor', ({ sender }) => sender.doctor),
  absent('patient.name', ({ patient }) => patient.name),
  absent('patient.sex', ({ patient }) => patient.sex),
  absent('patient.birthDate', ({ patient }) => patient.birthDate),
  absent('patient.address', ({ patient }) => patient.address, isOutside),
  absent('patient.telephone', ({ patient }) => patient.telephone, isOutside),
  absent('diagnosis', ({ diagnosis }) => diagnosis),
  absent('purpose', ({ purpose }) => purpose, isReferral),
  {
    code: 'birth-after-letter',
    field: 'patient.birthDate',
    blocks: true,
    found: ({ patient, date }) => patient.birthDate !== '' && date !== '' && patient.birthDate > date,
  },
  // Not asked for by the paper, but without it the letter has no FHIR document.
  {
    code: 'no-bundle-without-number',
    field: 'sender.institutionNumber',
    blocks: false,
    found: (form) => isReferral(form) && form.sender.institutionNumber === '',
  },
];

/** What is to be seen to before a letter is signed, in the order of the form. Letters that the font cannot show are named, never left blank. */
export async function findingsOf(form: LetterForm): Promise<readonly LetterFinding[]> {
  const missing = RULES.filter(({ found }) => found(form)).map(({ code, field, blocks }) => ({ code, field, blocks, detail: '' }));
  const unshown = await Promise.all(
    fieldsOf(form).map(async ({ path, text }) => {
      const letters = await unprintable(text);
      return letters.length === 0 ? [] : [{ code: 'unprintable', field: path, blocks: true, detail: letters.join(' ') }];
    }),
  );
  return [...missing, ...unshown.flat()];
}
