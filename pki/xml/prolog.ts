/** What stands before the root element (XML 1.0 section 2.8), found without parsing. */
export interface Prolog {
  /** Encoding of the XML declaration as written, `null` when it names none. */
  readonly encoding: string | null;
  readonly doctype: boolean;
  /** Offset of what follows: the root element, or the document type. */
  readonly end: number;
}

const DECLARATION = /\uFEFF?(?:<\?xml\s[^>]*?(?:encoding\s*=\s*["']([^"']*)["'][^>]*?)?\?>)?/y;
const MISCELLANEOUS = /\s+|<!--.*?-->|<\?.*?\?>/sy;
const DOCTYPE = /<!DOCTYPE\b/y;
const START_TAG = /<([^\s!?/<>]+)(?:"[^"]*"|'[^']*'|[^<>"'])*>/y;

/** Reads the prolog of a text, or of the beginning of one. */
export function readProlog(text: string): Prolog {
  const declaration = matchAt(DECLARATION, text, 0);
  const end = skipMiscellaneous(text, DECLARATION.lastIndex);
  return { encoding: declaration?.[1] ?? null, doctype: matchAt(DOCTYPE, text, end) !== null, end };
}

/** The start tag that follows the offset (white space, comments and processing instructions aside), `null` when something else does. */
export function nextStartTag(text: string, offset: number): { readonly name: string; readonly end: number } | null {
  const tag = matchAt(START_TAG, text, skipMiscellaneous(text, offset));
  return tag && { name: tag[1]!, end: START_TAG.lastIndex };
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
