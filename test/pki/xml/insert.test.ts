import { describe, expect, it } from 'vitest';
import { PkiError } from '../../../pki/errors.ts';
import { appendToElement } from '../../../pki/xml/insert.ts';

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
});
