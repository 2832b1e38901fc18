/** The references that need no declaration (XML 1.0 section 4.6). */
const PREDEFINED: ReadonlyMap<string, string> = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));
const REFERENCE = /&(?:#x([\dA-Fa-f]+)|#(\d+)|(\w+));/g;
const LAST_CHARACTER = 0x10ffff;

const resolve = (found: string, hexadecimal: string | undefined, decimal: string | undefined, name: string | undefined): string => {
  if (name !== undefined) return PREDEFINED.get(name) ?? found;
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return code <= LAST_CHARACTER ? String.fromCodePoint(code) : found;
};

const resolved = (text: string): string => (text.includes('&') ? text.replaceAll(REFERENCE, resolve) : text);

/** Every line end as LF (XML 1.0 section 2.11). */
export const lineEnds = (text: string): string => (text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text);

/** What a text between tags means. */
export const readText = (text: string): string => resolved(lineEnds(text));

/** What an attribute value means that no document type describes (XML 1.0 section 3.3.3). */
export const readValue = (text: string): string => resolved(/[\t\n\r]/.test(text) ? text.replaceAll(/\r\n|[\t\n\r]/g, ' ') : text);

const escapes = (table: Readonly<Record<string, string>>) => {
  const characters = Object.keys(table).join('');
  const [any, all] = [new RegExp(`[${characters}]`), new RegExp(`[${characters}]`, 'g')];
  return (text: string): string => (any.test(text) ? text.replaceAll(all, (found) => table[found]!) : text);
};

/** Text as Canonical XML 1.0 writes it (section 2.3). */
export const writeText = escapes({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' });
/** An attribute value as Canonical XML 1.0 writes it between quotation marks. */
export const writeValue = escapes({ '&': '&amp;', '<': '&lt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;' });

/** Order by Unicode code points, in which Canonical XML sorts. It differs from that of strings beyond the basic plane alone. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [one, other] = [a, b].map((text) => {
    const unit = at < text.length ? text.charCodeAt(at) : -1;
    return unit >= 0xd800 && unit <= 0xdfff ? unit + LAST_CHARACTER : unit;
  });
  return one! - other!;
}
