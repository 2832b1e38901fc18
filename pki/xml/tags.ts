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

const NAME = /<(\/?)([^\s!?/<>"'=]+)/y;
/** What stands in angle brackets and is no tag, by its beginning and its end. */
const NO_TAGS = Object.entries({ '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' });

/** The tag at an offset, `null` when there is none or it does not end. */
export function tagAt(text: string, start: number): Tag | null {
  NAME.lastIndex = start;
  const found = NAME.exec(text);
  if (!found) return null;
  let attributes = 0;
  for (let at = NAME.lastIndex; at >= 0 && at < text.length; at += 1) {
    const next = text[at];
    if (next === '>') {
      const kind = found[1] ? 'end' : text[at - 1] === '/' ? 'empty' : 'start';
      return { kind, name: found[2]!, start, end: at + 1, attributes };
    }
    if (next === '=') attributes += 1;
    if (next === '"' || next === "'") at = endOf(text, next, at + 1) - 1;
  }
  return null;
}

/**
 * Every tag of a text in order, comments, character data and processing instructions passed over. It reads each character once, whatever the
 * text; of one that is not well-formed it gives what looks like tags.
 */
export function* tagsOf(text: string): Iterable<Tag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const tag = tagAt(text, at);
    if (tag) yield tag;
    const ending = NO_TAGS.find(([beginning]) => text.startsWith(beginning, at))?.[1];
    at = tag?.end ?? (ending ? endOf(text, ending, at) : at + 1);
  }
}

/** Offset behind the next `mark`, or the end of the text. */
function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}
