import { describe, expect, it } from 'vitest';
import { PkiError } from '../../../pki/errors.ts';
import { appendToElement, insertAt } from '../../../pki/xml/insert.ts';

describe('putting markup into a document', () => {
  it.each([
    ['before the end tag', '<a>\n <b/>\n</a>\n', ['a'], '<a>\n <b/>\n+</a>\n'],
    ['into an empty-element tag', '<a  x = "1" />', ['a'], '<a  x = "1" >+</a>'],
    ['into the named child', '<r><a/><b>1</b></r>', ['r', 'b'], '<r><a/><b>1+</b></r>'],
    ['into the first of that path', '<r><b/><b/></r>', ['r', 'b'], '<r><b>+</b><b/></r>'],
    ['past tags that are only text', '<a><!-- </a> --><![CDATA[</a>]]><?p </a>?>x</a>', ['a'], '<a><!-- </a> --><![CDATA[</a>]]><?p </a>?>x+</a>'],
    ['past tags inside attributes', `<a b="</a>" c='/>'>x</a>`, ['a'], `<a b="</a>" c='/>'>x+</a>`],
    ['by qualified name', '<h:a xmlns:h="u"><a/></h:a >', ['h:a'], '<h:a xmlns:h="u"><a/>+</h:a >'],
    ['not into a deeper element of the name', '<r><x><b/></x><b></b></r>', ['r', 'b'], '<r><x><b/></x><b>+</b></r>'],
  ])('%s', (_, text, path, expected) => {
    expect(appendToElement(text, path, '+')).toBe(expected);
  });

  it('refuses a path that is not there', () => {
    expect(() => appendToElement('<a><b/></a>', ['a', 'c'], '+')).toThrow(PkiError);
  });

  it.each<[string, string, number, 'start' | 'end', string]>([
    ['at the end of the root', '<a><b/></a>', 0, 'end', '<a><b/>+</a>'],
    ['at the start of the root', '<a><b/></a>', 0, 'start', '<a>+<b/></a>'],
    ['into the second of a name', '<r><b/><b>1</b></r>', 2, 'end', '<r><b/><b>1+</b></r>'],
    ['into one inside another of the name', '<b><b><b/></b></b>', 1, 'end', '<b><b><b/>+</b></b>'],
    ['into an empty-element tag', '<r><!-- <x/> --><b /></r>', 1, 'start', '<r><!-- <x/> --><b >+</b></r>'],
  ])('by position, %s', (_, text, position, edge, expected) => {
    expect(insertAt(text, position, edge, '+')).toBe(expected);
  });

  it('refuses a position that is not there', () => {
    expect(() => insertAt('<a><b/></a>', 2, 'end', '+')).toThrow(PkiError);
  });
});
