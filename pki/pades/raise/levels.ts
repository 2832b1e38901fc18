import { embeddedData } from '../../cades/embedded-data.ts';
import { isTimeStamped } from '../../cades/report-signer.ts';
import { cadesTimeStamps } from '../../cades/time-stamps.ts';
import { verifySignedData } from '../../cms/verify.ts';
import type { LevelMaterial, LevelOrder } from '../../levels/material.ts';
import { stampingAfter } from '../../levels/stamping-after.ts';
import { openPdf } from '../../pdf/document.ts';
import type { SignatureLevel } from '../../report.ts';
import { mergedData } from '../../validation/evidence.ts';
import { supportedLevel } from '../../validation/supported-level.ts';
import { type DocumentEvidence, documentEvidence } from '../read/document-evidence.ts';
import { timeStampEvidence, timeStampsOver } from '../read/document-time-stamps.ts';
import { signatureLevel } from '../read/level.ts';
import { isSound, type PdfSignature, readSignatures } from '../read/signatures.ts';
import type { Tail } from './append.ts';
import { timeStampTail } from './document-time-stamp.ts';
import { collectEvidence, timesOf } from './evidence.ts';
import { storeUpdate } from './store-update.ts';

/** Which signatures are raised. */
export type Chosen = (signature: PdfSignature) => boolean;

/** What a level takes, in the order in which it is appended. */
const STEPS: Readonly<Record<LevelOrder['level'], readonly ((material: LevelMaterial, chosen: Chosen) => Tail)[]>> = {
  T: [timeStampMissing],
  LT: [timeStampMissing, evidenceMissing],
  LTA: [timeStampMissing, evidenceMissing, anotherTimeStamp],
};

/** What raises the chosen signatures of a document (ETSI EN 319 142-1 section 6.3). */
export const levelTails = ({ level, material }: LevelOrder, chosen: Chosen): Tail[] => STEPS[level].map((step) => step(material, chosen));

/** A document time stamp, unless every chosen signature has a time stamp already. */
function timeStampMissing({ timeStamper }: LevelMaterial, chosen: Chosen): Tail {
  return async (source) => {
    const { evidence, signatures } = await look(source, chosen);
    const levels = await Promise.all(signatures.map((signature) => levelOf(signature, evidence)));
    return levels.includes('B') ? timeStampTail(timeStamper)(source) : new Uint8Array();
  };
}

/** Over everything, the time stamps before it included. */
function anotherTimeStamp({ timeStamper }: LevelMaterial, chosen: Chosen): Tail {
  return async (source) => {
    const { evidence, signatures } = await look(source, chosen);
    const older = await timesOf(evidence, signatures);
    return timeStampTail(stampingAfter(timeStamper, older))(source);
  };
}

function evidenceMissing(material: LevelMaterial, chosen: Chosen): Tail {
  return async (source) => {
    const { evidence, signatures } = await look(source, chosen);
    return storeUpdate(evidence.document, await collectEvidence(evidence, signatures, material));
  };
}

async function look(source: Parameters<Tail>[0], chosen: Chosen) {
  const document = openPdf(source);
  const found = readSignatures(document).filter(isSound);
  return { evidence: await documentEvidence(document, found), signatures: found.filter(chosen) };
}

/** The level that a signature has by what is there; a document time stamp needs no other over it. */
export async function levelOf(signature: PdfSignature, { stores, timeStamps }: DocumentEvidence): Promise<SignatureLevel> {
  const further = { zeroPadding: true, contentDigest: null, furtherCertificates: stores.certificates };
  const { signedData, signers } = await verifySignedData({ der: signature.range.contents, ...further });
  const stamped = signature.kind === 'document-time-stamp' || signers.some(isTimeStamped);
  const over = timeStampsOver(signature, timeStamps);
  const seen = signatureLevel(stamped, stores, over);
  const [signer] = signers;
  if (!signer || signature.kind === 'document-time-stamp') return seen;
  const inside = embeddedData(signer, signedData);
  const ofDocument = over.map((timeStamp) => timeStampEvidence(timeStamp, inside));
  const stamps = [...cadesTimeStamps({ signer, signedData }).timeStamps, ...ofDocument];
  return supportedLevel(seen, { certificate: signer.certificate, embedded: mergedData(inside, stores), timeStamps: stamps });
}
