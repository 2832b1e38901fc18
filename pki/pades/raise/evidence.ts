import { confirmedTimeStamps } from '../../cades/confirmed-time-stamps.ts';
import { embeddedData } from '../../cades/embedded-data.ts';
import { verifySignedData } from '../../cms/verify.ts';
import type { LevelMaterial } from '../../levels/material.ts';
import { parseTimeStampToken } from '../../time-stamp/token.ts';
import { mergedData, NO_VALIDATION_DATA, type ValidationData } from '../../validation/evidence.ts';
import { bearsOn } from '../../validation/supported-level.ts';
import type { DocumentEvidence } from '../read/document-evidence.ts';
import { type DocumentTimeStamp, timeStampsOver } from '../read/document-time-stamps.ts';
import { verifyContents } from '../read/integrity.ts';
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
    const collect = signature.kind === 'signature' ? evidenceOfSignature : evidenceOfTimeStamp;
    found.push(await collect(evidence, signature, later, material));
  }
  return mergedData(...found);
}

/** @param later sound document time stamps over the signature */
type Collect = (
  evidence: DocumentEvidence,
  signature: PdfSignature,
  later: readonly DocumentTimeStamp[],
  material: LevelMaterial,
) => Promise<ValidationData>;

/** Whether a document time stamp is over revocation data about a certificate. */
const isPreserved = (certificate: Uint8Array, later: readonly DocumentTimeStamp[], inside: ValidationData): boolean =>
  later.some(({ store }) => bearsOn(certificate, mergedData(store, inside)));

const evidenceOfSignature: Collect = async ({ stores }, signature, later, material) => {
  const { signedData, signers } = await verifyContents(signature, stores.certificates);
  const [signer] = signers;
  const certificate = signer!.certificate!;
  const inside = embeddedData(signer!, signedData);
  const data = mergedData(inside, stores);
  const stamps = await confirmedTimeStamps(signer!, signedData);
  const found: ValidationData[] = [];
  if (!isPreserved(certificate, later, inside)) {
    const proving = stamps.filter(({ kind }) => kind !== 'content').map(({ time }) => time);
    const [at] = [...proving, ...later.slice(0, 1).map(timeOf)].toSorted((a, b) => a.getTime() - b.getTime());
    found.push(await material.evidenceFor(certificate, 'signer', data.certificates, { data, ...(at && { at }) }));
  }
  for (const { authority, certificates, brought, preserved, over } of stamps) {
    if (preserved || isPreserved(authority, later, mergedData(inside, brought))) continue;
    const at = over ?? timeOfFirst(later);
    found.push(await material.evidenceFor(authority, 'time-stamp', certificates, { data: mergedData(data, brought), ...(at && { at }) }));
  }
  return mergedData(...found);
};

const evidenceOfTimeStamp: Collect = async ({ stores: data }, { range }, later, material) => {
  const further = { zeroPadding: true, contentDigest: null, furtherCertificates: data.certificates };
  const { signedData, signers } = await verifySignedData({ der: range.contents, ...further });
  const authority = signers[0]!.certificate!;
  if (isPreserved(authority, later, signedData)) return NO_VALIDATION_DATA;
  const certificates = [...signedData.certificates, ...data.certificates];
  const at = timeOfFirst(later);
  return material.evidenceFor(authority, 'time-stamp', certificates, { data, ...(at && { at }) });
};

/** Times of all time stamps that fit, of the signatures and of the document. @throws PkiError TIME_STAMP_NOT_INTACT */
export async function timesOf({ stores, timeStamps }: DocumentEvidence, signatures: readonly PdfSignature[]): Promise<Date[]> {
  const times = timeStamps.filter(({ sound }) => sound).map(timeOf);
  for (const signature of signatures.filter(({ kind }) => kind === 'signature')) {
    const { signedData, signers } = await verifyContents(signature, stores.certificates);
    for (const signer of signers) times.push(...(await confirmedTimeStamps(signer, signedData)).map(({ time }) => time));
  }
  return times;
}

const timeOf = ({ signature: { range } }: DocumentTimeStamp): Date => parseTimeStampToken(range.contents, { zeroPadding: true }).info.time;
const timeOfFirst = ([first]: readonly DocumentTimeStamp[]): Date | null => (first ? timeOf(first) : null);
