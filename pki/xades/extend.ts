import { sameBytes } from '../asn1/values.ts';
import { digest } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import { confirmTimeStamp } from '../levels/confirm-time-stamp.ts';
import type { LevelMaterial, LevelOrder } from '../levels/material.ts';
import type { SignatureLevel } from '../report.ts';
import { parseTimeStampToken } from '../time-stamp/token.ts';
import { NO_VALIDATION_DATA, type ValidationData } from '../validation/evidence.ts';
import { INCLUSIVE_C14N } from '../xml/canonicalize.ts';
import { attribute, isNamed } from '../xml/element.ts';
import { NAMESPACES } from '../xml/namespaces.ts';
import { type Extensible, openExtensible } from './extensible.ts';
import { overArchive, overValue, type StampRule } from './time-stamps/octets.ts';

export interface XadesExtension extends LevelOrder {
  readonly xml: Uint8Array;
  /** `Id` of the signature; not needed where only one can be extended. */
  readonly signatureId?: string;
  /** Issuer certificates beside those in the document, DER; a prescription brings none. */
  readonly chain?: readonly Uint8Array[];
}

type Step = (extensible: Extensible, material: LevelMaterial, chain: readonly Uint8Array[]) => Promise<string>;

/** What is added to reach a level from what is there. An archive time stamp upon another first gets evidence for that one. */
const STEPS: Readonly<Record<LevelOrder['level'], Readonly<Record<SignatureLevel, readonly Step[]>>>> = {
  T: { B: [signatureTimeStamp], T: [], LT: [], LTA: [] },
  LT: { B: [signatureTimeStamp, evidence], T: [evidence], LT: [], LTA: [] },
  LTA: {
    B: [signatureTimeStamp, evidence, archiveTimeStamp],
    T: [evidence, archiveTimeStamp],
    LT: [freshEvidence, archiveTimeStamp],
    LTA: [freshEvidence, archiveTimeStamp],
  },
};

/**
 * Raises a XAdES signature of any document to level T, LT or LTA (ES-T, ES-XL and ES-A of the prescription service), or renews LTA
 * (ETSI EN 319 132-1 clauses 5.3 to 5.5). Only unsigned properties are put in, every other byte stays.
 * @throws PkiError XML_UNREADABLE, XML_FORBIDDEN_CONSTRUCT, XML_SIGNATURE_NOT_FOUND, XML_SIGNED_BY_ANOTHER, SIGNATURE_NOT_INTACT,
 * TIME_STAMP_NOT_INTACT, LEVEL_ALREADY_REACHED; EVIDENCE_INCOMPLETE and whatever else the material throws
 * @example
 * const archived = await extendXades({ xml, level: 'LTA', material });
 */
export async function extendXades({ xml, signatureId, level, material, chain = [] }: XadesExtension): Promise<Uint8Array> {
  let extended = xml;
  for (const step of await stepsTo(level, xml, signatureId)) {
    const extensible = openExtensible(extended, signatureId);
    extended = extensible.with(await step(extensible, material, chain));
  }
  const result = openExtensible(extended, signatureId);
  await refuseBroken(result);
  return extended;
}

async function stepsTo(level: LevelOrder['level'], xml: Uint8Array, signatureId: string | undefined): Promise<readonly Step[]> {
  const extensible = openExtensible(xml, signatureId);
  await refuseBroken(extensible);
  const present = extensible.evaluation.properties.level;
  const steps = STEPS[level][present];
  if (steps.length === 0) throw new PkiError('LEVEL_ALREADY_REACHED', { level: present });
  return steps;
}

/** A time stamp over something broken would only hide that. */
async function refuseBroken({ evaluation: { intact, faults }, timeStamps, embedded }: Extensible): Promise<void> {
  if (!intact || faults.length > 0) throw new PkiError('SIGNATURE_NOT_INTACT', { note: faults.join('; ') });
  for (const stamp of timeStamps) await confirmTimeStamp(stamp, embedded.certificates);
}

async function signatureTimeStamp(extensible: Extensible, material: LevelMaterial): Promise<string> {
  return extensible.write.signatureTimeStamp(await stampOver(overValue, extensible, material));
}

async function archiveTimeStamp(extensible: Extensible, material: LevelMaterial): Promise<string> {
  return extensible.write.archiveTimeStamp(await stampOver(overArchive, extensible, material));
}

/** A time stamp that will stand behind all unsigned properties and is canonicalised as XML Signature does. */
async function stampOver(rule: StampRule, { file, evaluation }: Extensible, { timeStamper }: LevelMaterial): Promise<Uint8Array> {
  const { signature, properties } = evaluation;
  const octets = rule({ signature, file, preceding: properties.unsigned, canonicalization: INCLUSIVE_C14N, includes: [] });
  if (!octets) throw new PkiError('SIGNATURE_NOT_INTACT', { note: 'not everything that is signed is at hand' });
  return timeStamper.stamp(digest(timeStamper.digestAlgorithm, ...octets));
}

/** What proves the signer at the time of the time stamp, and the authority of each time stamp, in the order of the official samples. */
async function evidence(extensible: Extensible, material: LevelMaterial, chain: readonly Uint8Array[]): Promise<string> {
  const { evaluation, timeStamps, write, embedded } = extensible;
  const { signer, signature, properties } = evaluation;
  const [time] = timeStamps.flatMap(({ kind, token }) => (kind === 'signature' ? [parseTimeStampToken(token).info.time] : []));
  const circumstances = { data: embedded, ...(time && { at: time }) };
  const data = await material.evidenceFor(signer.certificate!, 'signer', [...embedded.certificates, ...chain], circumstances);
  const missing = (name: string): boolean => properties.unsigned.every((element) => !isNamed(element, NAMESPACES.xades, name));
  return [
    await freshEvidence(extensible, material),
    missing('CertificateValues') ? write.certificateValues(without(data, { ...NO_VALIDATION_DATA, certificates: signature.certificates })) : '',
    missing('RevocationValues') ? write.revocationValues(data) : '',
  ].join('');
}

/** What proves now the authorities of time stamps that no archive time stamp covers yet, as far as it is not stored for them. */
async function freshEvidence({ timeStamps, write, embedded }: Extensible, material: LevelMaterial): Promise<string> {
  const stored: string[] = [];
  for (const stamp of timeStamps.slice(
    Math.max(
      0,
      timeStamps.findLastIndex(({ kind }) => kind === 'archive'),
    ),
  )) {
    const { authority, certificates, brought } = await confirmTimeStamp(stamp, embedded.certificates);
    const known = merged(embedded, brought);
    const data = without(await material.evidenceFor(authority, 'time-stamp', certificates, { data: known }), stamp.data);
    if (Object.values(data).some(({ length }) => length > 0)) stored.push(write.timeStampValidationData(attribute(stamp.property, 'Id'), data));
  }
  return stored.join('');
}

const merged = (a: ValidationData, b: ValidationData): ValidationData => ({
  certificates: [...a.certificates, ...b.certificates],
  crls: [...a.crls, ...b.crls],
  ocspResponses: [...a.ocspResponses, ...b.ocspResponses],
});

/** Evidence that is not among other evidence. */
function without(data: ValidationData, other: ValidationData): ValidationData {
  const rest = (kind: keyof ValidationData): Uint8Array[] => data[kind].filter((der) => !other[kind].some((known) => sameBytes(known, der)));
  return { certificates: rest('certificates'), crls: rest('crls'), ocspResponses: rest('ocspResponses') };
}
