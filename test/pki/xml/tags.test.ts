import { describe, expect, it } from 'vitest';
import { tagAt, tagsOf } from '../../../pki/xml/tags.ts';

describe('the tag at an offset', () => {
  it.each([
    ['<a>', { kind: 'start', name: 'a', start: 0, end: 3, attributes: 0 }],
    ['<p:a b="1" c=\'>"=\'/>x', { kind: 'empty', name: 'p:a', start: 0, end: 20, attributes: 2 }],
    ['</a\n>', { kind: 'end', name: 'a', start: 0, end: 5, attributes: 0 }],
    ['<a b="', null],
    ['<a b="> ', null],
    ['<aaa', null],
    ['< a>', null],
    ['<!-- a -->', null],
    ['<?a?>', null],
    ['a', null],
    ['', null],
  ])('%j', (text, tag) => {
    expect(tagAt(text, 0)).toEqual(tag);
  });
});

it.each(['\uFEFF', 'a\uFEFF', '\u1680', 'a\u1680b'])('a name may hold %j, which is white space elsewhere', (name) => {
  expect(tagAt(`<${name} b=""/>`, 0)?.name).toBe(name);
});

it('tags come in order, without what only looks like one', () => {
  const text = '<?x <a>?><!-- <b> --><c><![CDATA[<d e=">]]><f/>text</c>';
  expect([...tagsOf(text)].map(({ kind, name }) => `${kind} ${name}`)).toEqual(['start c', 'empty f', 'end c']);
});

it.each(['<', '<a', '<!--', '<![CDATA[', '<?', '<a b="', '</'])('%j over and over comes to its end', (piece) => {
  expect([...tagsOf(piece.repeat(50_000))].length).toBeLessThan(50_000);
});
