import { PkiError } from '../errors.ts';

const TOKEN = /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(\/?)([^\s/<>]+)(?:"[^"]*"|'[^']*'|[^<>"'])*>/gs;

/**
 * Puts markup at the end of the content of one element and leaves every other character as it is.
 * An empty-element tag is opened for it. `path` holds qualified names from the root down, the first match in document order counts.
 * @param text a document already found well-formed
 * @throws PkiError XML_UNREADABLE when no element has the path
 */
export function appendToElement(text: string, path: readonly string[], markup: string): string {
  const open: string[] = [];
  const here = (): boolean => open.length === path.length && open.every((name, depth) => name === path[depth]);
  for (const token of text.matchAll(TOKEN)) {
    const [tag, slash, name] = token;
    if (name === undefined) continue;
    const end = token.index + tag.length;
    if (slash) {
      if (here()) return text.slice(0, token.index) + markup + text.slice(token.index);
      open.pop();
      continue;
    }
    open.push(name);
    if (!tag.endsWith('/>')) continue;
    if (here()) return `${text.slice(0, end - 2)}>${markup}</${name}>${text.slice(end)}`;
    open.pop();
  }
  throw new PkiError('XML_UNREADABLE', { note: `no element /${path.join('/')}` });
}
