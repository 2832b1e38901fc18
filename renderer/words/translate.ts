import { IntlMessageFormat } from 'intl-messageformat';
import { catalogue, type TextKey } from './catalogue.ts';

export type Language = 'ja' | 'en';
export type Values = Readonly<Record<string, string | number | boolean | null>>;
type Tree = { readonly [key: string]: string | Tree };

/** A text by its key. Values fill the placeholders of ICU MessageFormat; one that is not known is `null`. */
export type Translate = (key: TextKey, values?: Values) => string;

const compiled = new Map<string, IntlMessageFormat>();

function find(language: Language, key: string): string | null {
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>(
      (node, step) => (typeof node === 'object' && Object.hasOwn(node, step) ? node[step] : undefined),
      catalogue[language],
    );
  return typeof found === 'string' ? found : null;
}

/** Narrows a key that is put together at run time (a code, a role); `null` when there is no such text. */
export function knownKey(key: string): TextKey | null {
  return find('ja', key) === null ? null : (key as TextKey);
}

/**
 * The translator of one language.
 * @example translate('ja')('card.tries.known', { tries: 12 }) // 'あと12回'
 */
export function translate(language: Language): Translate {
  return (key, values = {}) => {
    const text = find(language, key) ?? key;
    const id = `${language} ${key}`;
    const message = compiled.get(id) ?? new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    compiled.set(id, message);
    const complete = new Proxy(values, { has: () => true, get: (known, name: string) => known[name] ?? null });
    return String(message.format(complete as Record<string, string>));
  };
}
