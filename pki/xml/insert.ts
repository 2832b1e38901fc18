import { PkiError } from '../errors.ts';
import { tagsOf } from './tags.ts';

/**
 * Puts markup at the end of the content of one element and leaves every other character as it is.
 * An empty-element tag is opened for it. `path` holds qualified names from the root down, the first match in document order counts.
 * @param text a document already found well-formed
 * @throws PkiError XML_UNREADABLE when no element has the path
 */
export function appendToElement(text: string, path: readonly string[], markup: string): string {
  const open: string[] = [];
  const here = (): boolean => open.length === path.length && open.every((name, depth) => name === path[depth]);
  for (const { kind, name, start, end } of tagsOf(text)) {
    if (kind !== 'end') open.push(name);
    if (kind === 'start') continue;
    if (here())
      return kind === 'end' ? text.slice(0, start) + markup + text.slice(start) : `${text.slice(0, end - 2)}>${markup}</${name}>${text.slice(end)}`;
    open.pop();
  }
  throw new PkiError('XML_UNREADABLE', { note: `no element /${path.join('/')}` });
}
