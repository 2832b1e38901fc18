import type { Attribute } from '../cms/attributes.ts';
import { extendSignedData } from '../cms/extend.ts';
import { OID } from '../cms/object-identifiers.ts';
import { parseSignedData, type SignedData } from '../cms/parse.ts';
import type { SignedDataVerification, SignerVerification } from '../cms/verify.ts';
import { digest } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import type { LevelMaterial, TimeStamper } from '../levels/material.ts';
import { stampingAfter } from '../levels/stamping-after.ts';
import { mergedData, NO_VALIDATION_DATA, type ValidationData } from '../validation/evidence.ts';
import { preserves } from '../validation/supported-level.ts';
import { buildArchiveHashIndex } from './archive-hash-index.ts';
import { archiveImprint } from './archive-time-stamp.ts';
import { coverable } from './coverable.ts';
import { embeddedData } from './embedded-data.ts';
import { confirmedTimeStamps } from './confirmed-time-stamps.ts';

/** A signature-time-stamp for each signature that has none (ETSI EN 319 122-1 section 5.3). */
export async function addSignatureTimeStamps({ signedData }: SignedDataVerification, { timeStamper }: LevelMaterial): Promise<Uint8Array> {
  const unsignedAttributes: Attribute[][] = [];
  for (const { unsignedAttributes: present, signature } of signedData.signers) {
    const stamped = present.some(({ type, values }) => type === OID.signatureTimeStamp && values.length > 0);
    const stamp = async () => timeStamper.stamp(digest(timeStamper.digestAlgorithm, signature));
    unsignedAttributes.push(stamped ? [] : [{ type: OID.signatureTimeStamp, values: [await stamp()] }]);
  }
  return extendSignedData(signedData, { unsignedAttributes });
}

/**
 * Certificates and revocation data for the signer and for every time stamp, in SignedData, where the baseline wants them (ETSI EN 319 122-1
 * section 6.3). What stands under an archive time stamp with such data is passed over: what was fresh then may be had no more.
 */
export async function addEvidence({ signedData, signers }: SignedDataVerification, material: LevelMaterial): Promise<Uint8Array> {
  let data = NO_VALIDATION_DATA;
  for (const signer of signers) data = mergedData(data, await evidenceOf(signer, signedData, material));
  return extendSignedData(signedData, { data });
}

async function evidenceOf(signer: SignerVerification, signedData: SignedData, material: LevelMaterial): Promise<ValidationData> {
  const data = embeddedData(signer, signedData);
  const stamps = await confirmedTimeStamps(signer, signedData);
  let found = NO_VALIDATION_DATA;
  const { certificate } = signer;
  if (!stamps.some((stamp) => preserves(stamp, certificate!, data))) {
    const proved = Math.min(...stamps.filter(({ kind }) => kind !== 'content').map(({ time }) => time.getTime()));
    found = ofCertificate(certificate!, await material.evidenceFor(certificate!, 'signer', data.certificates, { at: new Date(proved), data }));
  }
  for (const { authority, certificates, brought, over } of stamps.filter(({ preserved }) => !preserved)) {
    const beside = { data: mergedData(data, brought), ...(over && { at: over }) };
    found = mergedData(found, ofCertificate(authority, await material.evidenceFor(authority, 'time-stamp', certificates, beside)));
  }
  return found;
}

const ofCertificate = (certificate: Uint8Array, evidence: ValidationData): ValidationData => ({
  ...evidence,
  certificates: [certificate, ...evidence.certificates],
});

/** An archive-time-stamp-v3 for each signature, over everything that is there (ETSI EN 319 122-1 section 5.5.3). */
export async function addArchiveTimeStamps({ signedData, signers }: SignedDataVerification, { timeStamper }: LevelMaterial): Promise<Uint8Array> {
  const unsignedAttributes: Attribute[][] = [];
  for (const signer of signers) {
    const older = (await confirmedTimeStamps(signer, signedData)).map(({ time }) => time);
    unsignedAttributes.push([await archiveAttribute(signer, signedData, stampingAfter(timeStamper, older))]);
  }
  return extendSignedData(signedData, { unsignedAttributes });
}

async function archiveAttribute(signer: SignerVerification, signedData: SignedData, timeStamper: TimeStamper): Promise<Attribute> {
  const { digestAlgorithm } = timeStamper;
  const index = buildArchiveHashIndex(digestAlgorithm, coverable(signedData, signer.info));
  const imprint = await archiveImprint(digestAlgorithm, { der: index.values[0]! }, signer, signedData);
  if (!imprint) throw new PkiError('SIGNATURE_NOT_INTACT', { note: 'the signed content was not given' });
  const token = parseSignedData(await timeStamper.stamp(imprint));
  return { type: OID.archiveTimeStampV3, values: [extendSignedData(token, { unsignedAttributes: [[index]] })] };
}
