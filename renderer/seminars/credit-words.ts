import type { Credit, Scheme } from '../../main/api/schema/training.ts';
import type { Language, Translate } from '../words/translate.ts';

type Counted = Pick<Credit, 'scheme' | 'category' | 'units'> & { readonly code?: string | null };

/** A code that people know by its number; others are ids behind a name. */
const NUMBER = /^\d+$/;

/** Names of schemes, categories and codes as data has them; an id that is not known stands for itself. */
export function creditNames(schemes: readonly Scheme[], language: Language) {
  const find = (id: string) => schemes.find((scheme) => scheme.id === id);
  const scheme = (id: string) => find(id)?.name[language] ?? id;
  const kind = (id: string, category: string | null) => find(id)?.categories.find((one) => one.id === (category ?? ''));
  const category = (id: string, of: string | null) => kind(id, of)?.name[language] || (of ?? '');
  const code = (id: string, of: string | null, text: string) => {
    const name = kind(id, of)?.codes.find((one) => one.code === text)?.name[language];
    if (!name) return text;
    return NUMBER.test(text) && !name.normalize('NFKC').includes(text) ? `${text} ${name}` : name;
  };
  return { scheme, category, code };
}

/** `日医生涯教育 74 高血圧症 1単位`: one credit in words. */
export function creditWords({ scheme, category, code = null, units }: Counted, schemes: readonly Scheme[], language: Language, t: Translate): string {
  const names = creditNames(schemes, language);
  return [names.scheme(scheme), names.category(scheme, category), code && names.code(scheme, category, code), t('training.units', { units })]
    .filter(Boolean)
    .join(' ');
}

/** Units by scheme and category, of however many credits. */
export function sumCredits(credits: readonly Counted[]): readonly Omit<Counted, 'code'>[] {
  const sums = new Map<string, Omit<Counted, 'code'>>();
  for (const { scheme, category, units } of credits) {
    const key = JSON.stringify([scheme, category]);
    sums.set(key, { scheme, category, units: Number(((sums.get(key)?.units ?? 0) + units).toFixed(2)) });
  }
  return [...sums.values()];
}
