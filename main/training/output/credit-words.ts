import type { Credit, Scheme } from '../../api/schema/training.ts';
import { type Language, words } from '../../words/words.ts';

type Category = Scheme['categories'][number];

/** Names of schemes, categories and codes in one language; what is not in the tables is named by its id. */
export interface CreditWords {
  scheme(id: string): string;
  /** Empty where the scheme has no categories. */
  category(credit: Pick<Credit, 'scheme' | 'category'>): string;
  schemeAndCategory(credit: Pick<Credit, 'scheme' | 'category'>): string;
  /** As programs want it: a number where the code is one, else its name. Empty where there is no code. */
  code(credit: Credit): string;
  /** As people read it: number and name. */
  codeInFull(credit: Credit): string;
}

const NUMBER = /^\d+$/;

export function creditWords(schemes: readonly Scheme[], language: Language): CreditWords {
  const byId = new Map(schemes.map((scheme) => [scheme.id, scheme]));
  const categoryOf = ({ scheme, category }: Pick<Credit, 'scheme' | 'category'>): Category | undefined =>
    byId.get(scheme)?.categories.find(({ id }) => id === (category ?? ''));
  const codeName = (credit: Credit): string | undefined => categoryOf(credit)?.codes.find(({ code }) => code === credit.code)?.name[language];

  const nameOf = (scheme: string): string => byId.get(scheme)?.name[language] ?? scheme;
  const categoryName = (credit: Pick<Credit, 'scheme' | 'category'>): string => categoryOf(credit)?.name[language] ?? credit.category ?? '';

  return {
    scheme: nameOf,
    category: categoryName,
    schemeAndCategory(credit) {
      const [scheme, category] = [nameOf(credit.scheme), categoryName(credit)];
      return category === '' ? scheme : words(language)('output.scheme-and-category', { scheme, category });
    },
    code: (credit) => (credit.code === null || NUMBER.test(credit.code) ? (credit.code ?? '') : (codeName(credit) ?? credit.code)),
    codeInFull(credit) {
      if (credit.code === null) return '';
      const named = codeName(credit);
      if (named === undefined) return credit.code;
      return NUMBER.test(credit.code) && categoryOf(credit)?.codesKnown ? `${credit.code} ${named}` : named;
    },
  };
}
