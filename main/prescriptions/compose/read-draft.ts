import type { Sj1Record } from '../../../pki/eps/sj1.ts';
import { isoDay } from '../days.ts';
import type { PrescriptionDraft } from '../../api/schema/prescription-draft.ts';
import { composeRecords, OWN_WORDS, type Written } from './compose.ts';

type Draft = PrescriptionDraft;
type Records = readonly Sj1Record[];

const FORMS = ['1', '2', '3', '4', '5', '6', '9'] as const;
const BURDENS = ['', '1', '2', '3', '5'] as const;
const LEFTOVERS = ['', '1', '2'] as const;
const among = <const T extends string>(choices: readonly T[], value: string, otherwise: T): T =>
  choices.find((choice) => choice === value) ?? otherwise;

/** Fields of the first record of a number. */
const first =
  (records: Records) =>
  (number: string, index = 0): string =>
    records.find((record) => record.number === number)?.fields[index] ?? '';
const all = (records: Records, number: string): readonly (readonly string[])[] =>
  records.filter((record) => record.number === number).map(({ fields }) => fields);
const has = (records: Records, number: string): boolean => records.some((record) => record.number === number);

function insuranceOf(records: Records): Draft['insurance'] {
  const value = first(records);
  if (!has(records, '22')) return null;
  const percent = value('24');
  return {
    type: value('21'),
    insurer: value('22'),
    symbol: value('23'),
    number: value('23', 1),
    relation: value('23', 2) === '2' ? 'family' : 'self',
    branch: value('23', 3),
    patientPercent: /^\d+$/.test(percent) ? String(Number(percent)) : '',
  };
}

function groupOf(rp: string, records: Records): Draft['groups'][number] {
  const own = records.filter(({ fields }) => fields[0] === rp);
  const value = first(own);
  return {
    form: among(FORMS, value('101', 1), '9'),
    formName: value('101', 2),
    quantity: value('101', 3),
    perTurn: value('102', 1),
    usage: {
      codeKind: value('111', 1),
      code: value('111', 2) === OWN_WORDS ? '' : value('111', 2),
      name: value('111', 3),
      timesPerDay: value('111', 4),
    },
    supplements: all(own, '181').map(([, , kind = '', text = '', code = '', site = '']) => ({ kind, text, code, site })),
    drugs: all(own, '201').map(([, place = '', kind = '', codeKind = '', code = '', name = '', amount = '', potency = '', unit = '']) => ({
      kind: kind === '2' ? 'material' : 'drug',
      ...{ codeKind, code, name, amount, unit },
      potency: potency === '2',
      notes: all(own, '281')
        .filter((fields) => fields[1] === place)
        .map(([, , , noteKind = '', text = '']) => ({ kind: noteKind, text })),
    })),
  };
}

/** A draft as the records say it, as far as a draft can. */
function asDraft(records: Records): Draft {
  const value = first(records);
  const prescription = records.filter(({ number }) => Number(number) < 100);
  const drugs = records.filter(({ number }) => Number(number) > 100 && Number(number) < 300);
  return {
    institution: {
      kind: value('1') === '3' ? 'dental' : 'medical',
      ...{ code: value('1', 1), prefecture: value('1', 2), name: value('1', 3) },
      ...{ postalCode: value('2'), address: value('2', 1), telephone: value('3'), fax: value('3', 1) },
      ...{ departmentCode: value('4', 1), department: value('4', 2) },
    },
    doctor: { code: value('5'), kana: value('5', 1), name: value('5', 2) },
    patient: {
      ...{ code: value('11'), name: value('11', 1), kana: value('11', 2) },
      sex: { '1': 'male', '2': 'female' }[value('12')] ?? '',
      birthDate: isoDay(value('13')),
    },
    burden: among(BURDENS, value('14'), ''),
    insurance: insuranceOf(prescription),
    publicExpenses: ['27', '28', '29']
      .filter((number) => has(records, number))
      .map((number) => ({ payer: value(number), recipient: value(number, 1) })),
    issuedOn: isoDay(value('51')),
    validUntil: isoDay(value('52')),
    narcotic: has(records, '60') ? { licence: value('60'), address: value('60', 1), telephone: value('60', 2) } : null,
    leftover: among(LEFTOVERS, value('62'), ''),
    refillUses: value('64'),
    split: has(records, '63') ? { times: value('63'), turn: value('63', 1) } : null,
    remarks: all(records, '81').map(([, kind = '', text = '']) => ({ kind, text })),
    groups: all(drugs, '101').map(([rp = '']) => groupOf(rp, drugs)),
  };
}

/** Fields that end a record and are empty may be left out. */
const plain = ({ number, fields }: Written): string => [number, ...fields].join(',').replace(/,+$/, '');

/** Each prescription has its own number (引換番号). */
const OF_ONE_PRESCRIPTION = '82';

/** An earlier prescription as a draft. */
export interface ReadDraft {
  readonly draft: PrescriptionDraft;
  /** Records that say something the draft cannot, as they are written. */
  readonly left: readonly string[];
}

/**
 * Reads a draft out of the records of a prescription. It is written once more to compare: what does not come out as it came in is told, whatever it
 * is, so that nothing goes missing unseen.
 */
export function readDraft(records: Records): ReadDraft {
  const draft = asDraft(records);
  const written = composeRecords(draft).map(plain);
  const left: string[] = [];
  for (const record of records) {
    const place = written.indexOf(plain(record));
    if (place >= 0) written.splice(place, 1);
    else if (record.number !== OF_ONE_PRESCRIPTION && record.fields.some((field) => field !== '')) left.push(record.raw);
  }
  return { draft, left };
}
