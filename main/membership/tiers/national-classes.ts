import table from '../../../resources/membership/national-classes.json' with { type: 'json' };

/** A class of the national association (日本医師会の会員区分). */
export interface NationalClass {
  readonly id: string;
  readonly label: string;
  /** Who belongs to it, as the source says. */
  readonly basis: string;
}

/** Classes of the national association, in the order of its tables. */
export const NATIONAL_CLASSES: readonly NationalClass[] = table.classes;

const IDS = new Set(NATIONAL_CLASSES.map(({ id }) => id));

export const isNationalClass = (id: string): boolean => IDS.has(id);
