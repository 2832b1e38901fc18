import { type ContentDigest, type SignedDataVerification, type SignerVerification, verifySignedData } from '../cms/verify.ts';
import { PkiError } from '../errors.ts';
import type { LevelMaterial, LevelOrder } from '../levels/material.ts';
import type { SignatureLevel } from '../report.ts';
import { supportedLevel } from '../validation/supported-level.ts';
import { embeddedData } from './embedded-data.ts';
import { cadesLevel } from './level.ts';
import { addArchiveTimeStamps, addEvidence, addSignatureTimeStamps } from './raise.ts';
import { cadesTimeStamps } from './time-stamps.ts';

export interface CadesExtension extends LevelOrder {
  /** DER or BER; BER of the envelope comes out as DER, everything signed as it was. */
  readonly cms: Uint8Array;
  /** Digest of the content; `null` when the content is inside. */
  readonly contentDigest: ContentDigest | null;
}

const LEVELS: readonly SignatureLevel[] = ['B', 'T', 'LT', 'LTA'];

export type Raise = (signed: SignedDataVerification, material: LevelMaterial) => Promise<Uint8Array>;

/** What each level needs, in the order in which it is added; a step for which nothing is missing adds nothing. */
const STEPS: Readonly<Record<LevelOrder['level'], readonly Raise[]>> = {
  T: [addSignatureTimeStamps],
  LT: [addSignatureTimeStamps, addEvidence],
  LTA: [addSignatureTimeStamps, addEvidence, addArchiveTimeStamps],
};

/**
 * Raises every signature of a CMS structure to a level (ETSI EN 319 122-1 section 6): only unsigned attributes, certificates and revocation data
 * are added. Ordered for LTA, a signature of that level is renewed by a further archive time stamp.
 * @returns SignedData, DER
 * @throws PkiError SIGNATURE_NOT_INTACT, TIME_STAMP_NOT_INTACT, LEVEL_ALREADY_REACHED, EVIDENCE_INCOMPLETE, DOCUMENT_UNREADABLE;
 * whatever the time stamper throws
 * @example
 * await extendCades({ cms, contentDigest: (algorithm) => digest(algorithm, content), level: 'LTA', material });
 */
export async function extendCades({ cms, contentDigest, level, material }: CadesExtension): Promise<Uint8Array> {
  let signed = await verifyIntact(cms, contentDigest);
  const reached = levelOf(signed);
  if (level !== 'LTA' && LEVELS.indexOf(reached) >= LEVELS.indexOf(level)) throw new PkiError('LEVEL_ALREADY_REACHED', { level: reached });
  let der = cms;
  for (const step of STEPS[level]) {
    der = await step(signed, material);
    signed = await verifyIntact(der, contentDigest);
  }
  return der;
}

async function verifyIntact(der: Uint8Array, contentDigest: ContentDigest | null): Promise<SignedDataVerification> {
  const signed = await verifySignedData({ der, contentDigest });
  const fault = signed.signers.map(faultOf).find((found) => found !== null);
  if (signed.signers.length === 0 || fault) throw new PkiError('SIGNATURE_NOT_INTACT', { note: fault ?? 'there is no signature' });
  return signed;
}

const faultOf = ({ intact, checks }: SignerVerification): string | null =>
  intact ? null : (checks.find(({ status }) => status !== 'passed')?.detail ?? 'not intact');

/** Of several signatures the lowest level. */
function levelOf({ signedData, signers }: SignedDataVerification): SignatureLevel {
  const levels = signers.map((signer) => {
    const { timeStamps } = cadesTimeStamps({ signer, signedData });
    const { certificate } = signer;
    return supportedLevel(cadesLevel(signer, signedData), { certificate, embedded: embeddedData(signer, signedData), timeStamps });
  });
  return LEVELS.find((level) => levels.includes(level))!;
}
