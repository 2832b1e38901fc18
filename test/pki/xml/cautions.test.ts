import { expect, it } from 'vitest';
import { xmlCautions } from '../../../pki/xml/cautions.ts';

it.each<[string, string, string[]]>([
  ['plain XML', '<?xml version="1.0"?><a href="http://x.example/">text</a>', []],
  ['a style sheet', '<?xml-stylesheet type="text/xsl" href="x.xsl"?><a/>', ['view.external-reference']],
  ['a part of another file', '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="b.xml"/></a>', ['view.external-reference']],
  ['a document type', '<!DOCTYPE a SYSTEM "a.dtd"><a/>', ['view.external-reference']],
  ['a signature', '<a><s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/></a>', ['signed-already']],
])('%s', (_, text, expected) => {
  expect(xmlCautions(new TextEncoder().encode(text))).toEqual(expected);
});
