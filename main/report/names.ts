/** Attributes of an RFC 4514 name, most specific first; a comma, plus sign or escape within a value does not end it. */
export function attributesOf(name: string): readonly (readonly [type: string, value: string])[] {
  const parts = name.match(/(?:\\.|[^,+\\])+/g) ?? [];
  return parts.map((part) => {
    const equals = part.indexOf('=');
    return [part.slice(0, equals).trim(), unescaped(part.slice(equals + 1))] as const;
  });
}

/** RFC 4514 section 2.4: `\,` and `\E7\A5\9E`. */
const unescaped = (value: string): string =>
  value.replace(/(?:\\[0-9A-Fa-f]{2})+|\\./g, (written) =>
    /^\\[0-9A-Fa-f]{2}/.test(written) ? Buffer.from(written.replaceAll('\\', ''), 'hex').toString('utf8') : written.slice(1),
  );

/** What people call an authority: its organisation and its own name; the whole name where it has neither. */
export function authorityName(name: string): string {
  const attributes = attributesOf(name);
  const value = (type: string) => attributes.find(([found]) => found === type)?.[1];
  const parts = [value('O'), value('CN') ?? value('OU')].filter((part) => part !== undefined);
  return parts.length > 0 ? [...new Set(parts)].join(' / ') : name;
}
