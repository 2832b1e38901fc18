import table from '../../../resources/credentials/dues.json' with { type: 'json' };

interface Figure {
  readonly id: string;
  readonly yen: number;
  /** Whether somebody compared the row with the paper it is from. */
  readonly checked: boolean;
  readonly source: string;
}

/** Dues of the Japan Medical Association for a year. */
export interface DuesRow extends Figure {
  /** 会員区分: `A1`, `A2B`, `A2C`, `B`, `C`. */
  readonly class: 'A1' | 'A2B' | 'A2C' | 'B' | 'C';
  readonly age: 'from-31' | 'until-30' | null;
  /** 減免: high age, or illness, childbirth and the first five years; `null`: none. */
  readonly relief: 'aged' | 'illness' | null;
  /** With the association's liability insurance; `null`: by the class. */
  readonly insured: boolean | null;
}

/** What a course costs. */
export interface CourseFeeRow extends Figure {
  readonly course: string;
  readonly part: 'first' | 'second' | 'new';
  readonly member: boolean;
}

/** The dues on record, to be shown with their source and whether they were checked; nothing is charged by them. */
export const duesRows = (): readonly DuesRow[] => table.dues as readonly DuesRow[];

/** The fees of courses on record, in the same way. */
export const courseFees = (): readonly CourseFeeRow[] => table.courses as readonly CourseFeeRow[];
