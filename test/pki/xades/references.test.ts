import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { XmlFile } from '../../../pki/xades/file.ts';
import { checkReference } from '../../../pki/xades/references.ts';
import { readSignature } from '../../../pki/xades/signature.ts';
import { elementsNamed } from '../../../pki/xml/element.ts';
import { NAMESPACES } from '../../../pki/xml/namespaces.ts';

const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const BASE64 = 'http://www.w3.org/2000/09/xmldsig#base64';
const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
const XSLT = 'http://www.w3.org/TR/1999/REC-xslt-19991116';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

interface Case {
  readonly uri: string | null;
  readonly transforms?: readonly string[];
  /** Inside the Transform elements. */
  readonly parameters?: string;
  readonly digestMethod?: string;
  /** What is digested, as text. */
  readonly octets?: string;
}

/** What becomes of the reference of a signature inside `<r>`, beside `<d>`. */
function outcome({ uri, transforms = [], parameters = '', digestMethod = SHA256, octets = '' }: Case): string {
  const chain = transforms.map((algorithm) => `<Transform Algorithm="${algorithm}">${parameters}</Transform>`).join('');
  const value = createHash('sha256').update(octets).digest('base64');
  const reference = `<Reference${uri === null ? '' : ` URI="${uri}"`}>${chain && `<Transforms>${chain}</Transforms>`}<DigestMethod Algorithm="${digestMethod}"/><DigestValue>${value}</DigestValue></Reference>`;
  const signature = `<Signature xmlns="${NAMESPACES.ds}"><SignedInfo><CanonicalizationMethod Algorithm="${C14N}"/><SignatureMethod Algorithm="x"/>${reference}</SignedInfo><SignatureValue/></Signature>`;
  const bytes = new TextEncoder().encode(`<r xmlns:p="urn:p" Id="r"><d id="d">eA<!-- c -->==</d><e ID="twice"/><e Id="twice"/>${signature}</r>`);
  const file = new XmlFile(bytes);
  const [element] = elementsNamed(file.document, NAMESPACES.ds, 'Signature');
  const parsed = readSignature(element!);
  const { outcome: found } = checkReference(parsed.references[0]!, parsed, file);
  return found;
}

const ROOT = (namespaces: string): string => `<r${namespaces} Id="r"><d id="d">eA==</d><e ID="twice"></e><e Id="twice"></e></r>`;

describe('references', () => {
  it.each<[string, Case, string]>([
    ['an element, inclusive by default', { uri: '#d', octets: '<d xmlns:p="urn:p" id="d">eA==</d>' }, 'match'],
    ['an element, inclusive', { uri: '#d', transforms: [C14N], octets: '<d xmlns:p="urn:p" id="d">eA==</d>' }, 'match'],
    [
      'an element, with comments asked for that the reference does not name',
      { uri: '#d', transforms: [`${C14N}#WithComments`], octets: '<d xmlns:p="urn:p" id="d">eA==</d>' },
      'match',
    ],
    ['an element, exclusive', { uri: '#d', transforms: [EXCLUSIVE], octets: '<d id="d">eA==</d>' }, 'match'],
    [
      'an element, exclusive with a prefix list',
      {
        uri: '#d',
        transforms: [EXCLUSIVE],
        parameters: `<InclusiveNamespaces xmlns="${EXCLUSIVE}" PrefixList="p"/>`,
        octets: '<d xmlns:p="urn:p" id="d">eA==</d>',
      },
      'match',
    ],
    ['base64 of an element', { uri: '#d', transforms: [BASE64], octets: 'x' }, 'match'],
    ['the document without its signature', { uri: '', transforms: [ENVELOPED], octets: ROOT(' xmlns:p="urn:p"') }, 'match'],
    ['the document without its signature, exclusive', { uri: '', transforms: [ENVELOPED, EXCLUSIVE], octets: ROOT('') }, 'match'],
    ['the root by identifier without its signature', { uri: '#r', transforms: [ENVELOPED, EXCLUSIVE], octets: ROOT('') }, 'match'],
    ['another digest', { uri: '#d', octets: 'x' }, 'mismatch'],
    ['the document with its signature, which cannot be', { uri: '', octets: ROOT('') }, 'mismatch'],
    ['an element with base64 that is none', { uri: '#r', transforms: [BASE64], octets: '' }, 'malformed'],
    ['enveloped where the signature is not inside', { uri: '#d', transforms: [ENVELOPED], octets: '<d id="d">eA==</d>' }, 'malformed'],
    ['an identifier of two', { uri: '#twice' }, 'ambiguous'],
    ['an identifier of none', { uri: '#none' }, 'missing'],
    ['another file', { uri: 'other.xml' }, 'external'],
    ['an address', { uri: 'http://127.0.0.1/' }, 'external'],
    ['no URI', { uri: null }, 'external'],
    ['an XPointer', { uri: '#xpointer(/)' }, 'unsupported'],
    ['XPath', { uri: '', transforms: [XPATH], parameters: '<XPath>true()</XPath>' }, 'unsupported'],
    ['XSLT', { uri: '', transforms: [XSLT] }, 'unsupported'],
    ['a transform after the octets are made', { uri: '#d', transforms: [C14N, BASE64] }, 'unsupported'],
    ['canonicalisation twice', { uri: '#d', transforms: [C14N, EXCLUSIVE] }, 'unsupported'],
    ['enveloped twice', { uri: '', transforms: [ENVELOPED, ENVELOPED] }, 'unsupported'],
    ['MD5', { uri: '#d', digestMethod: 'http://www.w3.org/2001/04/xmldsig-more#md5' }, 'unsupported'],
  ])('%s: %o', (_, reference, expected) => {
    expect(outcome(reference)).toBe(expected);
  });
});
