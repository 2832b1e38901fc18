import { describe, expect, it } from 'vitest';
import { canonicalize, CANONICALIZATIONS, type Canonicalization } from '../../../pki/xml/canonicalize.ts';
import { parseXml } from '../../../pki/xml/document.ts';
import { elementsNamed } from '../../../pki/xml/element.ts';

const INCLUSIVE = CANONICALIZATIONS['http://www.w3.org/TR/2001/REC-xml-c14n-20010315']!;
const WITH_COMMENTS = CANONICALIZATIONS['http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments']!;
const EXCLUSIVE = CANONICALIZATIONS['http://www.w3.org/2001/10/xml-exc-c14n#']!;
const INCLUSIVE_1_1 = CANONICALIZATIONS['http://www.w3.org/2006/12/xml-c14n11']!;

function canonical(text: string, method: Canonicalization, element?: readonly [namespace: string, name: string]): string {
  const document = parseXml(new TextEncoder().encode(text));
  const target = element ? elementsNamed(document, ...element)[0]! : document;
  return Buffer.from(canonicalize(target, method)).toString();
}

describe('whole documents, as in the examples of Canonical XML 1.0', () => {
  it.each([
    [
      'processing instructions stay, comments go (3.1)',
      '<?xml version="1.0"?>\n\n<?p   x?>\n<doc>Hello<!-- c --></doc>\n<?q?>\n<!-- d -->',
      '<?p x?>\n<doc>Hello</doc>\n<?q?>',
    ],
    ['white space in content stays (3.2)', '<doc>\n   <clean>   </clean>\n</doc>', '<doc>\n   <clean>   </clean>\n</doc>'],
    [
      'empty elements and attribute order (3.3)',
      '<doc><e3 id="elem3"   name="a"  /><e5 b="2" a="1" xmlns:z="urn:z" xmlns="urn:d" z:c="3"/></doc>',
      '<doc><e3 id="elem3" name="a"></e3><e5 xmlns="urn:d" xmlns:z="urn:z" a="1" b="2" z:c="3"></e5></doc>',
    ],
    [
      'characters and references (3.4)',
      '<doc><t>A&#x0d;&#10;B</t><v>&#x32;</v><c><![CDATA[value>"0"]]></c><n a=\'"x"&#9;\'/></doc>',
      '<doc><t>A&#xD;\nB</t><v>2</v><c>value&gt;"0"</c><n a="&quot;x&quot;&#x9;"></n></doc>',
    ],
    ['superfluous declarations go', '<a xmlns="urn:a"><b xmlns="urn:a"/></a>', '<a xmlns="urn:a"><b></b></a>'],
    ['a namespace name is written as an attribute is', '<a xmlns="urn:a?b=1&amp;c=&apos;"/>', '<a xmlns="urn:a?b=1&amp;c=\'"></a>'],
    ['characters beyond ASCII', '<医>𠮷 ﾊ&#x540D;</医>', '<医>𠮷 ﾊ名</医>'],
  ])('%s', (_, text, expected) => {
    expect(canonical(text, INCLUSIVE)).toBe(expected);
  });

  it('comments stay where the algorithm says so', () => {
    expect(canonical('<a>x<!-- y --></a>', WITH_COMMENTS)).toBe('<a>x<!-- y --></a>');
  });
});

describe('one element in its place', () => {
  const text = '<r xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q" xml:lang="ja"><p:e b="2" a="1"><f xmlns:g="urn:g" q:h="1"/></p:e></r>';

  it.each([
    [
      'inclusive: every namespace in scope and xml:lang',
      INCLUSIVE,
      '<p:e xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q" a="1" b="2" xml:lang="ja"><f xmlns:g="urn:g" q:h="1"></f></p:e>',
    ],
    [
      'inclusive 1.1: the same here',
      INCLUSIVE_1_1,
      '<p:e xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q" a="1" b="2" xml:lang="ja"><f xmlns:g="urn:g" q:h="1"></f></p:e>',
    ],
    ['exclusive: namespaces where they are used', EXCLUSIVE, '<p:e xmlns:p="urn:p" a="1" b="2"><f xmlns="urn:d" xmlns:q="urn:q" q:h="1"></f></p:e>'],
    [
      'exclusive with a prefix list',
      { ...EXCLUSIVE, inclusivePrefixes: ['q'] },
      '<p:e xmlns:p="urn:p" xmlns:q="urn:q" a="1" b="2"><f xmlns="urn:d" q:h="1"></f></p:e>',
    ],
    [
      'exclusive with the default namespace in the list',
      { ...EXCLUSIVE, inclusivePrefixes: ['#default'] },
      '<p:e xmlns="urn:d" xmlns:p="urn:p" a="1" b="2"><f xmlns:q="urn:q" q:h="1"></f></p:e>',
    ],
  ])('%s', (_, method, expected) => {
    expect(canonical(text, method, ['urn:p', 'e'])).toBe(expected);
  });
});
