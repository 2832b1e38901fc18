import type { TextEncoding } from '../../tables/decode-text.ts';
import { encodeText } from '../../tables/encode-text.ts';
import type { Cell } from '../../tables/table.ts';
import { cellText } from '../../tables/cell-text.ts';
import { writeCsv } from '../../tables/write-csv.ts';
import type { Member } from '../report/member.ts';
import type { Association } from '../tiers/association.ts';
import type { ListField, MemberListProfile } from './profiles.ts';
import type { ListProblem } from './read-list.ts';

const text = (value = ''): Cell => (value === '' ? null : { kind: 'text', text: value });
const day = (value: string | null | undefined): Cell => (value ? { kind: 'day', day: value, format: 'slashes' } : null);

type Writer = (member: Member, profile: MemberListProfile, association: Association) => Cell;

/** How fields are written that are not simply text of the person. */
const WRITERS: Readonly<Partial<Record<ListField, Writer>>> = {
  registration: ({ row }) => ({ kind: 'registration', number: row.registration, format: 'digits' }),
  birthDate: ({ fields }) => day(fields.birthDate),
  licensedOn: ({ fields }) => day(fields.licensedOn),
  sex: ({ fields }, { sex }) => text(fields.sex === 'male' ? sex.male[0] : fields.sex === 'female' ? sex.female[0] : ''),
  useFormerName: ({ fields }, { yes, no }) => text(fields.useFormerName === 'true' ? yes[0] : fields.useFormerName === 'false' ? no[0] : ''),
  affiliation: ({ row }) => text(row.affiliation),
  status: ({ row }, { status }) => text(status[row.state][0]),
  association: (_, __, { name }) => text(name),
  class: ({ row }) => text(row.class),
  joinedOn: ({ row }) => day(row.joinedOn),
  leftOn: ({ row }) => day(row.leftOn),
};

export interface WrittenList {
  readonly bytes: Uint8Array;
  /** Rows with letters that the encoding lacks (外字); 〓 stands for them in the file. */
  readonly problems: readonly ListProblem[];
}

/**
 * A list of members by a profile; `readMemberList` reads it back.
 * @param encoding Shift_JIS lacks letters that names have: each row with one is told with its line
 */
export function writeMemberList(
  members: readonly Member[],
  profile: MemberListProfile,
  association: Association,
  encoding: TextEncoding,
): WrittenList {
  const cellOf = ({ field }: MemberListProfile['columns'][number], member: Member): Cell => {
    const write = WRITERS[field];
    return write ? write(member, profile, association) : text(member.fields[field as keyof Member['fields']]);
  };
  const rows = members.map((member) => profile.columns.map((column) => cellOf(column, member)));
  const columns = profile.columns.map(({ headings: [heading = ''] }) => ({ heading, width: heading.length * 2 }));
  const problems = rows.flatMap((row, index): readonly ListProblem[] => {
    const { missing } = encodeText(row.map(cellText).join('\n'), encoding);
    return missing.length === 0 ? [] : [{ line: index + 2, id: 'letter-missing', value: missing.join(' '), taken: true }];
  });
  return { bytes: writeCsv({ columns, rows }, { encoding, replaceLetters: true }).bytes, problems };
}
