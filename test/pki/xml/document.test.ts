import { describe, expect, it } from 'vitest';
import { PkiError } from '../../../pki/errors.ts';
import { refuseHiddenConstructs } from '../../../pki/xml/constructs.ts';
import { MAX_XML_BYTES, parseXml } from '../../../pki/xml/document.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function outcome(input: Uint8Array): string {
  try {
    const document = parseXml(input);
    refuseHiddenConstructs(document);
    return `read ${document.root.name}`;
  } catch (error) {
    return error instanceof PkiError ? error.code : String(error);
  }
}

describe('reading untrusted XML', () => {
  it.each([
    ['a plain document', '<a/>', 'read a'],
    ['a declaration with UTF-8', '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<a/>', 'read a'],
    ['a byte order mark', '\uFEFF<?xml version="1.0"?><a/>', 'read a'],
    ['ASCII, which is UTF-8 too', '<?xml version="1.0" encoding="US-ASCII"?><a/>', 'read a'],
    ['character references', '<a>&#x533B;&amp;</a>', 'read a'],
    ['CDATA', '<a><![CDATA[<!DOCTYPE x>]]></a>', 'read a'],
    ['a document type', '<!DOCTYPE a><a/>', 'XML_FORBIDDEN_CONSTRUCT'],
    ['a document type after a comment', '<?xml version="1.0"?><!-- x --><!DOCTYPE a><a/>', 'XML_FORBIDDEN_CONSTRUCT'],
    ['an entity', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'XML_FORBIDDEN_CONSTRUCT'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', 'XML_FORBIDDEN_CONSTRUCT'],
    ['entities inside entities', '<!DOCTYPE a [<!ENTITY b "xx"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>', 'XML_FORBIDDEN_CONSTRUCT'],
    ['a comment', '<a><!-- x --></a>', 'XML_FORBIDDEN_CONSTRUCT'],
    ['a comment after the root', '<a/><!-- x -->', 'XML_FORBIDDEN_CONSTRUCT'],
    ['a processing instruction', '<a><?x y?></a>', 'XML_FORBIDDEN_CONSTRUCT'],
    ['an unknown entity', '<a>&nbsp;</a>', 'XML_UNREADABLE'],
    ['two roots', '<a/><b/>', 'XML_UNREADABLE'],
    ['crossed tags', '<a><b></a></b>', 'XML_UNREADABLE'],
    ['a truncated document', '<a><b/>', 'XML_UNREADABLE'],
    ['an attribute twice', '<a b="1" b="2"/>', 'XML_UNREADABLE'],
    ['an attribute twice by namespace', '<a xmlns:p="urn:u" xmlns:q="urn:u" p:b="1" q:b="2"/>', 'XML_UNREADABLE'],
    ['a prefix without namespace', '<a:b/>', 'XML_UNREADABLE'],
    ['a relative namespace, for which canonical XML is not defined', '<a xmlns="x"/>', 'XML_UNREADABLE'],
    ['a relative namespace of a prefix', '<a xmlns:p="x"/>', 'XML_UNREADABLE'],
    ['XML 1.1', '<?xml version="1.1"?><a/>', 'XML_UNREADABLE'],
    ['another encoding', '<?xml version="1.0" encoding="Shift_JIS"?><a/>', 'XML_UNREADABLE'],
    ['another encoding, far behind', `<?xml version="1.0"${' '.repeat(2000)}encoding="Shift_JIS"?><a/>`, 'XML_UNREADABLE'],
    ['no XML', 'SJ1\n1,1', 'XML_UNREADABLE'],
    ['nothing', '', 'XML_UNREADABLE'],
    ['257 levels', `${'<a>'.repeat(257)}${'</a>'.repeat(257)}`, 'XML_TOO_LARGE'],
    ['10 MB of text', `<a>${'x'.repeat(10_000_001)}</a>`, 'XML_TOO_LARGE'],
    ['more than 16 MiB', ' '.repeat(MAX_XML_BYTES + 1), 'XML_TOO_LARGE'],
    ['a name of 50 kB', `<a${'x'.repeat(50_001)}/>`, 'XML_TOO_LARGE'],
  ])('%s', (_, text, expected) => {
    expect(outcome(bytes(text))).toBe(expected);
  });

  it.each([
    ['bytes that are not UTF-8', Uint8Array.of(0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e)],
    ['UTF-16', new Uint8Array(Buffer.from('\uFEFF<a/>', 'utf16le'))],
  ])('%s', (_, input) => {
    expect(outcome(input)).toBe('XML_UNREADABLE');
  });
});
