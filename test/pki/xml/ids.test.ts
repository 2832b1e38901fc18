import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../pki/xml/document.ts';
import { indexIds, repeatedIds } from '../../../pki/xml/ids.ts';

function ids(text: string): { found: Record<string, string[]>; repeated: string[] } {
  const document = parseXml(new TextEncoder().encode(text));
  const index = indexIds(document);
  return { found: Object.fromEntries([...index].map(([id, elements]) => [id, elements.map(({ name }) => name)])), repeated: repeatedIds(index) };
}

describe('identifiers', () => {
  it('are Id, id, ID and xml:id', () => {
    expect(ids('<a Id="1"><b id="2"/><c ID="3"/><d xml:id="x4"/><e iD="5" idref="1"/></a>')).toEqual({
      found: { '1': ['a'], '2': ['b'], '3': ['c'], x4: ['d'] },
      repeated: [],
    });
  });

  it.each([
    ['by the same spelling', '<a><b Id="1"/><c Id="1"/></a>'],
    ['by another spelling', '<a><b Id="1"/><c id="1"/></a>'],
    ['in an ancestor', '<b Id="1"><c ID="1"/></b>'],
  ])('repeated %s', (_, text) => {
    expect(ids(text)).toEqual({ found: { '1': ['b', 'c'] }, repeated: ['1'] });
  });
});
