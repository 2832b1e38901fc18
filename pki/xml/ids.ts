import type { XmlDocument, XmlElement } from './element.ts';

/**
 * Elements by identifier. Without a schema an identifier is any attribute spelled `Id`, `id` or `ID` (also `xml:id`):
 * `Document` of a prescription writes `id`, its signature `Id`.
 */
export type Ids = ReadonlyMap<string, readonly XmlElement[]>;

const SPELLINGS: ReadonlySet<string> = new Set(['Id', 'id', 'ID']);

export function indexIds({ elements }: XmlDocument): Ids {
  const index = new Map<string, XmlElement[]>();
  for (const element of elements) {
    for (const { name, value } of element.attributes) {
      if (!SPELLINGS.has(name)) continue;
      const same = index.get(value);
      if (same) same.push(element);
      else index.set(value, [element]);
    }
  }
  return index;
}

/** Identifiers that more than one element has. */
export const repeatedIds = (ids: Ids): string[] => [...ids].filter(([, elements]) => elements.length > 1).map(([id]) => id);
