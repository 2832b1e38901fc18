import { writeText, writeValue } from './characters.ts';

/** An element to be written; the prefix `''` is the default namespace. Attributes carry no prefix. */
export interface Markup {
  readonly prefix: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Child elements, or one text. */
  readonly content: readonly Markup[] | string;
  /** Prefixes declared here although used further down only. */
  readonly declares: readonly string[];
}

/** Namespace name of each prefix. */
export type Prefixes = Readonly<Record<string, string>>;

/**
 * Writes an element in canonical form: declarations first, attributes sorted, no self-closing tags, nothing between the tags
 * (Canonical XML 1.0). A prefix is declared where it is first used and not yet in `scope`, so that with an empty scope the result is
 * the exclusive canonical form of an element that declares nothing ahead of use, and with the scope of its place the text to put there.
 */
export function writeMarkup(element: Markup, prefixes: Prefixes, scope: readonly string[] = []): string {
  const fresh = [...new Set([element.prefix, ...element.declares])].filter((prefix) => !scope.includes(prefix)).sort();
  const declarations = fresh.map((prefix) => ` xmlns${prefix && `:${prefix}`}="${writeValue(prefixes[prefix]!)}"`);
  const attributes = Object.entries(element.attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}="${writeValue(value)}"`);
  const inner = [...scope, ...fresh];
  const content =
    typeof element.content === 'string' ? writeText(element.content) : element.content.map((child) => writeMarkup(child, prefixes, inner)).join('');
  const name = qualifiedName(element);
  return `<${name}${declarations.join('')}${attributes.join('')}>${content}</${name}>`;
}

/** A name as it is written in a tag. */
export const qualifiedName = ({ prefix, name }: { readonly prefix: string; readonly name: string }): string => (prefix ? `${prefix}:${name}` : name);
