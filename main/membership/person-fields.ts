/** What is kept of a person. */
export interface PersonFields {
  /** 医籍登録番号, digits without leading zeros; `null`: not known. */
  readonly registration: string | null;
  readonly name: string;
  readonly kana: string;
  readonly affiliation: string;
  /** ISO day, empty where it is not known. */
  readonly birthDate: string;
  /** Whether the person has a マイページ; `null`: not known. */
  readonly myPage: boolean | null;
}

/** Somebody without a number is the same only where everything else is: there is nothing else to go by. */
export const unnumberedKey = ({ name, kana, affiliation, birthDate }: PersonFields): string => JSON.stringify([name, kana, affiliation, birthDate]);

/** Under which a person is found: the number, or everything else. */
export const personKey = (fields: PersonFields): string => fields.registration ?? unnumberedKey(fields);

/** What is known, with gaps filled from elsewhere; nothing that is known changes. */
export const filledFrom = (known: PersonFields, other: PersonFields): PersonFields => ({
  registration: known.registration ?? other.registration,
  name: known.name || other.name,
  kana: known.kana || other.kana,
  affiliation: known.affiliation || other.affiliation,
  birthDate: known.birthDate || other.birthDate,
  myPage: known.myPage ?? other.myPage,
});

export const sameFields = (a: PersonFields, b: PersonFields): boolean =>
  unnumberedKey(a) === unnumberedKey(b) && a.registration === b.registration && a.myPage === b.myPage;
