import { tagsOf } from './tags.ts';

/** How much markup a text has. */
export interface Extent {
  readonly elements: number;
  readonly attributes: number;
  /** Of the element that has most. */
  readonly mostAttributes: number;
}

const MEASURES = ['elements', 'attributes', 'mostAttributes'] as const satisfies readonly (keyof Extent)[];

const isBeyond = (extent: Extent, most: Extent): boolean => MEASURES.some((measure) => extent[measure] > most[measure]);

/**
 * Counts without parsing, since a parser's time grows with the square of the attributes of one element.
 * @returns `null` as soon as there is more than `most`
 */
export function extentOf(text: string, most: Extent): Extent | null {
  let extent: Extent = { elements: 0, attributes: 0, mostAttributes: 0 };
  for (const { kind, attributes } of tagsOf(text)) {
    if (kind === 'end') continue;
    extent = {
      elements: extent.elements + 1,
      attributes: extent.attributes + attributes,
      mostAttributes: Math.max(extent.mostAttributes, attributes),
    };
    if (isBeyond(extent, most)) return null;
  }
  return extent;
}
