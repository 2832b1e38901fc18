import type { XmlAttribute, XmlDocument, XmlElement } from 'libxml2-wasm';

/**
 * Elements by identifier. Without a schema an identifier is any attribute spelled `Id`, `id` or `ID` (also `xml:id`):
 * `Document` of a prescription writes `id`, its signature `Id`.
 */
export type Ids = ReadonlyMap<string, readonly XmlElement[]>;

const SPELLINGS: ReadonlySet<string> = new Set(['Id', 'id', 'ID']);

export function indexIds(document: XmlDocument): Ids {
  const index = new Map<string, XmlElement[]>();
  for (const node of document.find('//@*') as XmlAttribute[]) {
    if (!SPELLINGS.has(node.name)) continue;
    const { value, parent } = node;
    const same = index.get(value);
    if (same && parent) same.push(parent);
    else if (parent) index.set(value, [parent]);
  }
  return index;
}

/** Identifiers that more than one element has. */
export const repeatedIds = (ids: Ids): string[] => [...ids].filter(([, elements]) => elements.length > 1).map(([id]) => id);
