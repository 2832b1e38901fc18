import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IDENTIFIERS = [
  ['id', 'PrescriptionDocument'],
  ['id', 'Dispensing'],
  ['Id', 'http://www.w3.org/2000/09/xmldsig#:KeyInfo'],
  ['Id', 'http://www.w3.org/2000/09/xmldsig#:Manifest'],
  ['Id', 'http://www.w3.org/2000/09/xmldsig#:SignatureProperties'],
  ['Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties'],
  ['Id', 'CONTENT'],
].flatMap(([attribute, element]) => [`--id-attr:${attribute}`, element!]);

/** What xmlsec1 says of one signature, its key taken from KeyInfo and not judged: `OK 3/3`, `FAIL 2/3`. */
export function xmlsecVerify(xml: Uint8Array, signatureId: string): string {
  const { output } = xmlsec(xml, ['--verify', '--insecure', '--ignore-manifests', '--node-xpath', `//*[@Id='${signatureId}']`]);
  const [, answer] = /^(OK|FAIL|ERROR)$/m.exec(output) ?? [];
  const [, references] = /SignedInfo References \(ok\/all\): (\d+\/\d+)/.exec(output) ?? [];
  return `${answer} ${references}`;
}

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
