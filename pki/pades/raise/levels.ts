import { isTimeStamped } from '../../cades/report-signer.ts';
import { verifySignedData } from '../../cms/verify.ts';
import type { LevelMaterial, LevelOrder } from '../../levels/material.ts';
import { openPdf } from '../../pdf/document.ts';
import type { SignatureLevel } from '../../report.ts';
import { type DocumentEvidence, documentEvidence } from '../read/document-evidence.ts';
import { timeStampsOver } from '../read/document-time-stamps.ts';
import { signatureLevel } from '../read/level.ts';
import { isSound, type PdfSignature, readSignatures } from '../read/signatures.ts';
import type { Tail } from './append.ts';
import { timeStampTail } from './document-time-stamp.ts';
import { collectEvidence } from './evidence.ts';
import { storeUpdate } from './store-update.ts';

/** Which signatures are raised. */
export type Chosen = (signature: PdfSignature) => boolean;

/** What a level takes, in the order in which it is appended. */
const STEPS: Readonly<Record<LevelOrder['level'], readonly ((material: LevelMaterial, chosen: Chosen) => Tail)[]>> = {
  T: [timeStampMissing],
  LT: [timeStampMissing, evidenceMissing],
  LTA: [timeStampMissing, evidenceMissing, ({ timeStamper }) => timeStampTail(timeStamper)],
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
  const { signers } = await verifySignedData({ der: signature.range.contents, zeroPadding: true, contentDigest: null });
  const stamped = signature.kind === 'document-time-stamp' || signers.some(isTimeStamped);
  return signatureLevel(stamped, stores, timeStampsOver(signature, timeStamps));
}
