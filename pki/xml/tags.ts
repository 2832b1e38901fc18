/** A tag as it stands in a text. */
export interface Tag {
  readonly kind: 'start' | 'end' | 'empty';
  /** Qualified. */
  readonly name: string;
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  readonly attributes: number;
}

/** White space is that of XML alone: that of JavaScript may stand in names. */
const NAME = /<(\/?)([^\t\n\r !?/<>"'=]+)/y;
/** What stands in angle brackets and is no tag, by its beginning and its end. */
const NO_TAGS = Object.entries({ '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' });

/** Inside a tag, what is neither an equals sign, a quotation mark nor the end. */
const PLAIN = /[^"'=>]*/y;

/** The tag at an offset, `null` when there is none or it does not end. */
export function tagAt(text: string, start: number): Tag | null {
  const tag = readTag(text, start);
  return tag === 'endless' ? null : tag;
}

function readTag(text: string, start: number): Tag | 'endless' | null {
  NAME.lastIndex = start;
  const found = NAME.exec(text);
  if (!found) return null;
  let attributes = 0;
  for (let at = skipPlain(text, NAME.lastIndex); at < text.length; at = skipPlain(text, at)) {
    const next = text[at]!;
    if (next === '>') {
      const kind = found[1] ? 'end' : text[at - 1] === '/' ? 'empty' : 'start';
      return { kind, name: found[2]!, start, end: at + 1, attributes };
    }
    if (next === '=') attributes += 1;
    at = next === '=' ? at + 1 : endOf(text, next, at + 1);
  }
  return 'endless';
}

function skipPlain(text: string, at: number): number {
  PLAIN.lastIndex = at;
  PLAIN.test(text);
  return PLAIN.lastIndex;
}

/**
 * Every tag of a text in order, comments, character data and processing instructions passed over. It reads each character once, whatever the
 * text; of one that is not well-formed it gives what looks like tags, up to the first that does not end.
 */
export function* tagsOf(text: string): Iterable<Tag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const tag = readTag(text, at);
    if (tag === 'endless') return;
    if (tag) yield tag;
    const ending = tag ? undefined : NO_TAGS.find(([beginning]) => text.startsWith(beginning, at))?.[1];
    at = tag?.end ?? (ending ? endOf(text, ending, at) : at + 1);
  }
}

/** Offset behind the next `mark`, or the end of the text. */
function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}
