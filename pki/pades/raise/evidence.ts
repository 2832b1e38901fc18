import { confirmedTimeStamps } from '../../cades/confirmed-time-stamps.ts';
import { embeddedData } from '../../cades/embedded-data.ts';
import { verifySignedData } from '../../cms/verify.ts';
import type { LevelMaterial } from '../../levels/material.ts';
import { parseTimeStampToken } from '../../time-stamp/token.ts';
import type { ValidationData } from '../../validation/evidence.ts';
import type { DocumentEvidence } from '../read/document-evidence.ts';
import { timeStampsOver } from '../read/document-time-stamps.ts';
import { verifyContents } from '../read/integrity.ts';
import { hasRevocationData, merged } from '../read/security-store.ts';
import type { PdfSignature } from '../read/signatures.ts';

/**
 * Evidence for the signers and for the authorities of all time stamps over them, each for the time that the stamp after it proves. What stands under
 * a document time stamp with its evidence already is passed over: what was fresh then may be had no more.
 * @throws PkiError EVIDENCE_INCOMPLETE, TIME_STAMP_NOT_INTACT
 */
export async function collectEvidence(
  evidence: DocumentEvidence,
  signatures: readonly PdfSignature[],
  material: LevelMaterial,
): Promise<ValidationData> {
  const over = signatures.flatMap((signature) => timeStampsOver(signature, evidence.timeStamps)).map(({ signature }) => signature);
  const found: ValidationData[] = [];
  for (const signature of new Set([...signatures, ...over])) {
    const later = timeStampsOver(signature, evidence.timeStamps).filter(({ sound }) => sound);
    if (later.some(({ store }) => hasRevocationData(store))) continue;
    const at = later[0] ? timeOf(later[0].signature) : null;
    const collect = signature.kind === 'signature' ? evidenceOfSignature : evidenceOfTimeStamp;
    found.push(await collect(evidence, signature, at, material));
  }
  return merged(...found);
}

type Collect = (evidence: DocumentEvidence, signature: PdfSignature, later: Date | null, material: LevelMaterial) => Promise<ValidationData>;

const evidenceOfSignature: Collect = async ({ document, stores }, signature, later, material) => {
  const { signedData, signers } = await verifyContents(document, signature, stores.certificates);
  const [signer] = signers;
  const data = merged(embeddedData(signer!, signedData), stores);
  const stamps = await confirmedTimeStamps(signer!, signedData);
  const proving = stamps.filter(({ kind }) => kind !== 'content').map(({ time }) => time);
  const [at] = [...proving, ...(later ? [later] : [])].toSorted((a, b) => a.getTime() - b.getTime());
  const found = [await material.evidenceFor(signer!.certificate!, 'signer', data.certificates, { data, ...(at && { at }) })];
  for (const { authority, certificates, brought, covered } of stamps) {
    if (covered) continue;
    const circumstances = { data: merged(data, brought), ...(later && { at: later }) };
    found.push(await material.evidenceFor(authority, 'time-stamp', certificates, circumstances));
  }
  return merged(...found);
};

const evidenceOfTimeStamp: Collect = async ({ stores: data }, { range }, later, material) => {
  const further = { zeroPadding: true, contentDigest: null, furtherCertificates: data.certificates };
  const { signedData, signers } = await verifySignedData({ der: range.contents, ...further });
  const certificates = [...signedData.certificates, ...data.certificates];
  return material.evidenceFor(signers[0]!.certificate!, 'time-stamp', certificates, { data, ...(later && { at: later }) });
};

const timeOf = ({ range }: PdfSignature): Date => parseTimeStampToken(range.contents, { zeroPadding: true }).info.time;
