import { PkiError } from '../errors.ts';
import { type Tag, tagsOf } from './tags.ts';

/** The tags of one element; the same one twice for an empty-element tag. */
interface ElementTags {
  readonly opening: Tag;
  readonly closing: Tag;
}

/**
 * Puts markup at the end of the content of one element and leaves every other character as it is.
 * An empty-element tag is opened for it. `path` holds qualified names from the root down, the first match in document order counts.
 * @param text a document already found well-formed
 * @throws PkiError XML_UNREADABLE when no element has the path
 */
export function appendToElement(text: string, path: readonly string[], markup: string): string {
  const found = findElement(text, (open) => open.length === path.length && open.every(({ name }, depth) => name === path[depth]));
  if (!found) throw new PkiError('XML_UNREADABLE', { note: `no element /${path.join('/')}` });
  return put(text, found, markup, 'end');
}

/**
 * As `appendToElement`, by the position of the element among all in document order (the root is 0) and at either edge of its content.
 * @throws PkiError XML_UNREADABLE when there are not as many elements
 */
export function insertAt(text: string, position: number, edge: 'start' | 'end', markup: string): string {
  let count = 0;
  const found = findElement(text, () => count++ === position);
  if (!found) throw new PkiError('XML_UNREADABLE', { note: `no element number ${position}` });
  return put(text, found, markup, edge);
}

/** @param isMeant asked once for each element in document order, with the opening tags of those around it and its own */
function findElement(text: string, isMeant: (open: readonly Tag[]) => boolean): ElementTags | null {
  const open: Tag[] = [];
  let opening: Tag | null = null;
  for (const tag of tagsOf(text)) {
    if (tag.kind !== 'end') {
      open.push(tag);
      if (!opening && isMeant(open)) opening = tag;
    }
    if (tag.kind !== 'start' && open.pop() === opening && opening) return { opening, closing: tag };
  }
  return null;
}

function put(text: string, { opening, closing }: ElementTags, markup: string, edge: 'start' | 'end'): string {
  if (closing.kind === 'empty') return `${text.slice(0, closing.end - 2)}>${markup}</${closing.name}>${text.slice(closing.end)}`;
  const at = edge === 'start' ? opening.end : closing.start;
  return text.slice(0, at) + markup + text.slice(at);
}
