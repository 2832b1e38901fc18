import { HttpError } from '../../http/http-error.ts';
import { type AttributePath, type Comparand, type Filter, OPERATORS, type Operator } from './tree.ts';
import { type Word, wordsOf } from './words.ts';

/** Longest text, most comparisons and deepest brackets of a filter: what is beyond is asked of nobody's database. */
export const FILTER_LIMITS = { letters: 8_000, comparisons: 100, depth: 20 } as const;

/** A path of PATCH (RFC 7644 section 3.5.2): an attribute, or those of its values that a filter picks, and perhaps one part of them. */
export interface PatchPath {
  readonly path: AttributePath;
  readonly filter: Filter | null;
}

const NAME = /^(?:[A-Za-z][A-Za-z0-9_-]*|\$ref)$/;
const LITERALS: Readonly<Record<string, Comparand>> = { true: true, false: false, null: null };

/** @returns `null` for what is no path */
export function attributePath(text: string): AttributePath | null {
  const colon = text.lastIndexOf(':');
  const [name = '', sub = null, ...rest] = text.slice(colon + 1).split('.');
  if (rest.length > 0 || !NAME.test(name) || (sub !== null && !NAME.test(sub))) return null;
  const schema = colon < 0 ? null : text.slice(0, colon);
  return schema === '' || schema?.endsWith(':') ? null : { schema, name, sub };
}

/** Reads words one after the other. One reader per text. */
class Reader {
  private readonly words: readonly Word[];
  private readonly code: string;
  private next = 0;
  private comparisons = 0;

  constructor(text: string, code: string) {
    this.code = code;
    if (text.length > FILTER_LIMITS.letters) throw this.refused('longer than this service takes');
    const words = wordsOf(text);
    if (!words) throw this.refused('not made of names, values and brackets');
    this.words = words;
  }

  refused(detail: string): HttpError {
    return new HttpError(400, this.code, detail);
  }

  private get word(): Word | undefined {
    return this.words[this.next];
  }

  private takes(kind: Word['kind'], text: string): boolean {
    const fits = this.word?.kind === kind && this.word.text.toLowerCase() === text;
    if (fits) this.next++;
    return fits;
  }

  private take(mark: string): void {
    if (!this.takes('mark', mark)) throw this.refused(`"${mark}" is missing at word ${this.next + 1}`);
  }

  end(): void {
    if (this.word) throw this.refused(`too much from word ${this.next + 1} on`);
  }

  path(): AttributePath {
    const path = this.word?.kind === 'word' ? attributePath(this.word.text) : null;
    if (!path) throw this.refused(`no attribute at word ${this.next + 1}`);
    this.next++;
    return path;
  }

  or(depth: number, within: boolean): Filter {
    if (depth > FILTER_LIMITS.depth) throw this.refused('deeper than this service takes');
    const of = [this.and(depth, within)];
    while (this.takes('word', 'or')) of.push(this.and(depth, within));
    return of.length === 1 ? of[0]! : { op: 'or', of };
  }

  private and(depth: number, within: boolean): Filter {
    const of = [this.term(depth, within)];
    while (this.takes('word', 'and')) of.push(this.term(depth, within));
    return of.length === 1 ? of[0]! : { op: 'and', of };
  }

  private term(depth: number, within: boolean): Filter {
    const following = this.words[this.next + 1];
    if (following?.kind === 'mark' && following.text === '(' && this.takes('word', 'not')) return { op: 'not', of: this.bracketed(depth, within) };
    if (this.word?.kind === 'mark' && this.word.text === '(') return this.bracketed(depth, within);
    const path = this.path();
    if (this.takes('mark', '[')) {
      if (within || path.sub !== null) throw this.refused('a filter of values within another');
      const of = this.or(depth + 1, true);
      this.take(']');
      return { op: 'in', path, of };
    }
    return this.comparison(path);
  }

  private bracketed(depth: number, within: boolean): Filter {
    this.take('(');
    const of = this.or(depth + 1, within);
    this.take(')');
    return of;
  }

  private comparison(path: AttributePath): Filter {
    if (++this.comparisons > FILTER_LIMITS.comparisons) throw this.refused('more comparisons than this service takes');
    if (this.takes('word', 'pr')) return { op: 'pr', path };
    const asked = this.word?.kind === 'word' ? this.word.text.toLowerCase() : '';
    const op = OPERATORS.find((each): each is Operator => each === asked);
    if (!op) throw this.refused(`no operator at word ${this.next + 1}`);
    this.next++;
    return { op, path, value: this.value() };
  }

  private value(): Comparand {
    const { word } = this;
    this.next++;
    if (word?.kind === 'word' && Object.hasOwn(LITERALS, word.text)) return LITERALS[word.text]!;
    if (word?.kind === 'value') {
      try {
        return JSON.parse(word.text) as Comparand;
      } catch {
        throw this.refused(`no JSON value at word ${this.next}`);
      }
    }
    throw this.refused(`no value at word ${this.next}`);
  }

  patchPath(): PatchPath {
    const path = this.path();
    if (!this.takes('mark', '[')) return { path, filter: null };
    if (path.sub !== null) throw this.refused('a filter of values of a part');
    const filter = this.or(1, true);
    this.take(']');
    if (!this.takes('mark', '.')) return { path, filter };
    const { schema, name, sub } = this.path();
    if (schema !== null || sub !== null) throw this.refused('a part of a part');
    return { path: { ...path, sub: name }, filter };
  }
}

/**
 * Parses a filter (RFC 7644 section 3.4.2.2). Keywords in any case, precedence `not`, `and`, `or`.
 * @throws HttpError 400 invalidFilter, and nothing else
 * @example parseFilter('emails[type eq "work"] and not (active eq false)')
 */
export function parseFilter(text: string): Filter {
  const reader = new Reader(text, 'invalidFilter');
  const filter = reader.or(0, false);
  reader.end();
  return filter;
}

/** Parses the path of one operation of PATCH (RFC 7644 section 3.5.2, figure 7). @throws HttpError 400 invalidPath, and nothing else */
export function parsePatchPath(text: string): PatchPath {
  const reader = new Reader(text, 'invalidPath');
  const path = reader.patchPath();
  reader.end();
  return path;
}
