import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalize, EXCLUSIVE_C14N } from '../../../pki/xml/canonicalize.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import { type Markup, writeMarkup } from '../../../pki/xml/markup.ts';
import { encodeText } from '../../../pki/xml/text.ts';

const PREFIXES = { xs: 'urn:one', xa: 'urn:two?a=1;b=2' };

const characters = fc.string({ unit: fc.constantFrom(...'aé医𠮷 \t\n\r&<>"\''), maxLength: 12 });
const { element } = fc.letrec<{ element: Markup }>((tie) => ({
  element: fc.record({
    prefix: fc.constantFrom('xs', 'xa'),
    name: fc.constantFrom('a', 'b'),
    attributes: fc.dictionary(fc.constantFrom('Id', 'Type', 'URI'), characters, { noNullPrototype: true }),
    content: fc.oneof({ maxDepth: 4 }, characters, fc.array(tie('element'), { maxLength: 3 })),
    declares: fc.constant([]),
  }),
}));

describe('writing markup', () => {
  it('writes the exclusive canonical form that libxml2 computes', () => {
    fc.assert(
      fc.property(element, (markup) => {
        const text = writeMarkup(markup, PREFIXES);
        const document = parseXml(encodeText(text));
        expect(Buffer.from(canonicalize(document, EXCLUSIVE_C14N)).toString()).toBe(text);
      }),
    );
  });

  it('declares what is in scope already no second time, and ahead of use where told', () => {
    const inner: Markup = { prefix: 'xa', name: 'b', attributes: {}, content: 'x', declares: [] };
    const outer: Markup = { prefix: 'xs', name: 'a', attributes: { Id: '1' }, content: [inner], declares: ['xa'] };
    expect(writeMarkup(outer, { xs: 'urn:s', xa: 'urn:a' }, ['xs'])).toBe('<xs:a xmlns:xa="urn:a" Id="1"><xa:b>x</xa:b></xs:a>');
  });
});
