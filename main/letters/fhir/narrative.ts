const XHTML = 'http://www.w3.org/1999/xhtml';
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
/** After these elements a new line begins. */
const BLOCKS = /<br\s*\/?>|<\/(?:p|div|li|tr|h[1-6])\s*>/gi;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A text as the narrative of a section (FHIR 4.0.1 section 2.4). */
export const narrative = (text: string): { readonly status: 'additional'; readonly div: string } => ({
  status: 'additional',
  div: `<div xmlns="${XHTML}">${escaped(text).replaceAll('\n', '<br/>')}</div>`,
});

const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hexadecimal: string | undefined, decimal: string | undefined, named: string | undefined) => {
      if (named !== undefined) return NAMED[named] ?? whole;
      const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );

/** The text of a narrative, whoever wrote it: lines where it had breaks, no markup. */
export const narrativeText = (div: string): string =>
  unescaped(
    div
      .replace(/^\s*<div[^<>]*>/i, '')
      .replace(/<\/div>\s*$/i, '')
      .replace(BLOCKS, '\n')
      .replace(/<[^<>]*>/g, ''),
  );
