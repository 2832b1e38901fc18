import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Attributes that identify elements, as xmlsec1 must be told where there is no schema. */
export const IDENTIFIERS = [
  ['id', 'PrescriptionDocument'],
  ['id', 'Dispensing'],
  ['Id', 'http://www.w3.org/2000/09/xmldsig#:KeyInfo'],
  ['Id', 'http://www.w3.org/2000/09/xmldsig#:Manifest'],
  ['Id', 'http://www.w3.org/2000/09/xmldsig#:SignatureProperties'],
  ['Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'],
  ['Id', 'http://www.w3.org/2000/09/xmldsig#:SignedInfo'],
  ['Id', 'http://www.w3.org/2000/09/xmldsig#:SignatureValue'],
  ...['SignatureTimeStamp', 'CertificateValues', 'RevocationValues'].map((name) => ['Id', `http://uri.etsi.org/01903/v1.3.2#:${name}`]),
  ...['TimeStampValidationData', 'ArchiveTimeStamp'].map((name) => ['Id', `http://uri.etsi.org/01903/v1.4.1#:${name}`]),
  ['Id', 'CONTENT'],
].flatMap(([attribute, element]) => [`--id-attr:${attribute}`, element!]);

const VERIFY = ['--verify', '--insecure', '--ignore-manifests'];

/** What xmlsec1 says of one signature, its key taken from KeyInfo and not judged: `OK 3/3`, `FAIL 2/3`. */
export function xmlsecVerify(xml: Uint8Array, signatureId: string): string {
  const { output } = xmlsec(xml, [...VERIFY, '--node-xpath', `//*[@Id='${signatureId}']`]);
  const [, answer] = /^(OK|FAIL|ERROR)$/m.exec(output) ?? [];
  const [, references] = /SignedInfo References \(ok\/all\): (\d+\/\d+)/.exec(output) ?? [];
  return `${answer} ${references}`;
}

/**
 * Canonical XML of elements as xmlsec1 computes it, each in its place in the document: it digests them for a signature of a throw-away key.
 * @param text a document with a root element that ends with `</name>`
 */
export function xmlsecCanonical(text: string, ids: readonly string[], privateKeyPem: string): Uint8Array[] {
  const ds = 'http://www.w3.org/2000/09/xmldsig#';
  const references = ids.map(
    (id) => `<d:Reference URI="#${id}"><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue/></d:Reference>`,
  );
  const template = `<d:Signature xmlns:d="${ds}" Id="throw-away"><d:SignedInfo><d:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/><d:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>${references.join('')}</d:SignedInfo><d:SignatureValue/></d:Signature>`;
  const end = text.lastIndexOf('</');
  const xml = new TextEncoder().encode(text.slice(0, end) + template + text.slice(end));
  const { output, signed } = xmlsec(xml, ['--sign', '--store-references', '--node-xpath', "//*[@Id='throw-away']"], privateKeyPem);
  if (!signed) throw new Error(output);
  return digested(output);
}

/** What the references of a signature lead to, after their transforms, as xmlsec1 computes it. */
export const xmlsecReferences = (xml: Uint8Array, signatureId: string): Uint8Array[] =>
  digested(xmlsec(xml, [...VERIFY, '--store-references', '--node-xpath', `//*[@Id='${signatureId}']`]).output);

const digested = (output: string): Uint8Array[] =>
  [...output.matchAll(/== PreDigest data - start buffer:\n(.*?)\n== PreDigest data - end buffer/gs)].map(([, octets]) =>
    new TextEncoder().encode(octets),
  );

/** Fills the digests and the value of a signature template. */
export function xmlsecSign(xml: Uint8Array, privateKeyPem: string): Uint8Array {
  const { output, signed } = xmlsec(xml, ['--sign'], privateKeyPem);
  if (!signed) throw new Error(output);
  return signed;
}

function xmlsec(xml: Uint8Array, command: readonly string[], privateKeyPem?: string): { output: string; signed: Uint8Array | null } {
  const folder = mkdtempSync(join(tmpdir(), 'xmlsec-'));
  const path = (name: string): string => join(folder, name);
  try {
    writeFileSync(path('in.xml'), xml);
    if (privateKeyPem) writeFileSync(path('key.pem'), privateKeyPem, { mode: 0o600 });
    const key = privateKeyPem ? ['--privkey-pem', path('key.pem'), '--output', path('out.xml')] : [];
    const { stdout, stderr, status } = spawnSync('xmlsec1', [...command, ...key, ...IDENTIFIERS, path('in.xml')], { encoding: 'utf8' });
    return { output: stdout + stderr, signed: status === 0 && privateKeyPem ? readFileSync(path('out.xml')) : null };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
