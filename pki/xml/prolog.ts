import { type Tag, tagAt } from './tags.ts';

/** What stands before the root element (XML 1.0 section 2.8), found without parsing. */
export interface Prolog {
  /** Encoding of the XML declaration as written, `null` when it names none. */
  readonly encoding: string | null;
  readonly doctype: boolean;
  /** Offset of what follows: the root element, or the document type. */
  readonly end: number;
}

const BYTE_ORDER_MARK = '\uFEFF';
const DECLARATION = /<\?xml[\t\n\r ][^>]*?\?>/y;
const ENCODING = /[\t\n\r ]encoding[\t\n\r ]*=[\t\n\r ]*["']([^"']*)["']/;
const MISCELLANEOUS = /[\t\n\r ]+|<!--.*?-->|<\?.*?\?>/sy;
const DOCTYPE = /<!DOCTYPE/y;

/** Reads the prolog of a text, or of the beginning of one. */
export function readProlog(text: string): Prolog {
  const start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const declaration = matchAt(DECLARATION, text, start)?.[0] ?? '';
  const end = skipMiscellaneous(text, start + declaration.length);
  return { encoding: ENCODING.exec(declaration)?.[1] ?? null, doctype: matchAt(DOCTYPE, text, end) !== null, end };
}

/** The start tag that follows the offset (white space, comments and processing instructions aside), `null` when something else does. */
export function nextStartTag(text: string, offset: number): Tag | null {
  const tag = tagAt(text, skipMiscellaneous(text, offset));
  return tag?.kind === 'end' ? null : tag;
}

function skipMiscellaneous(text: string, offset: number): number {
  let end = offset;
  while (matchAt(MISCELLANEOUS, text, end)) end = MISCELLANEOUS.lastIndex;
  return end;
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}
