import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { resourcesFolder } from '../resources.ts';

export type Language = 'ja' | 'en';
export type Values = Readonly<Record<string, string | number | boolean | Date | null>>;
type Tree = { readonly [key: string]: string | Tree };

const areas = new Map<string, Tree>();
const formats = new Map<string, IntlMessageFormat>();

function area(language: Language, name: string): Tree {
  const id = `${language}/${name}`;
  const known = areas.get(id);
  if (known) return known;
  const tree = JSON.parse(readFileSync(join(resourcesFolder, 'locales', language, `${name}.json`), 'utf8')) as Tree;
  areas.set(id, tree);
  return tree;
}

function find(tree: Tree, path: readonly string[]): string | null {
  const found = path.reduce<string | Tree | undefined>(
    (node, key) => (typeof node === 'object' && Object.hasOwn(node, key) ? node[key] : undefined),
    tree,
  );
  return typeof found === 'string' ? found : null;
}

/**
 * A whole sentence from `resources/locales/<language>/<area>.json`, in ICU MessageFormat.
 * @param key area and path, for example `errors.PIN_WRONG.heading`
 * @throws RangeError when no such text exists; the house test keeps that from shipping
 * @example words('ja')('errors.PIN_WRONG.heading', { triesLeft: 14 })
 */
export function words(language: Language): (key: string, values?: Values) => string {
  return (key, values = {}) => {
    const [name = '', ...path] = key.split('.');
    const text = find(area(language, name), path);
    if (text === null) throw new RangeError(`no text for ${language} ${key}`);
    const id = `${language}/${key}`;
    const format = formats.get(id) ?? new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    formats.set(id, format);
    return String(format.format(values));
  };
}

/** Whether there is a text of that key, put together at run time (a code, a name out of a document). */
export function hasWords(language: Language, key: string): boolean {
  const [name = '', ...path] = key.split('.');
  return find(area(language, name), path) !== null;
}

/** The language a terminal asks for by `LC_ALL`, `LC_MESSAGES` or `LANG`; Japanese only when one says so. */
export function terminalLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const tag = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return tag.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}
