import { sameBytes } from '../asn1/values.ts';
import { digest } from '../digest/algorithms.ts';
import { PkiError } from '../errors.ts';
import { type ConfirmedTimeStamp, confirmTimeStamps } from '../levels/confirm-time-stamp.ts';
import type { LevelMaterial, LevelOrder, TimeStamper } from '../levels/material.ts';
import { stampingAfter } from '../levels/stamping-after.ts';
import type { SignatureLevel } from '../report.ts';
import { mergedData, NO_VALIDATION_DATA, type ValidationData } from '../validation/evidence.ts';
import { preserves, supportedLevel } from '../validation/supported-level.ts';
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

type Stamps = Awaited<ReturnType<typeof confirmTimeStamps>>;

/** A signature that nothing speaks against, with its time stamps. */
interface Sound extends Extensible {
  readonly stamps: Stamps;
}

type Step = (sound: Sound, material: LevelMaterial, chain: readonly Uint8Array[]) => Promise<string>;

const LEVELS: readonly SignatureLevel[] = ['B', 'T', 'LT', 'LTA'];

/** What each level needs, in the order in which it is added; a step for which nothing is missing adds nothing. */
const STEPS: Readonly<Record<LevelOrder['level'], readonly Step[]>> = {
  T: [signatureTimeStamp],
  LT: [signatureTimeStamp, evidence],
  LTA: [signatureTimeStamp, evidence, archiveTimeStamp],
};

/**
 * Raises a XAdES signature of any document to level T, LT or LTA (ES-T, ES-XL and ES-A of the prescription service), or renews LTA
 * (ETSI EN 319 132-1 clauses 5.3 to 5.5). Only unsigned properties are put in, every other byte stays.
 * @throws PkiError XML_UNREADABLE, XML_TOO_LARGE, XML_FORBIDDEN_CONSTRUCT, XML_SIGNATURE_NOT_FOUND, XML_SIGNED_BY_ANOTHER, SIGNATURE_NOT_INTACT,
 * TIME_STAMP_NOT_INTACT, LEVEL_ALREADY_REACHED; EVIDENCE_INCOMPLETE and whatever else the material throws
 * @example
 * const archived = await extendXades({ xml, level: 'LTA', material });
 */
export async function extendXades({ xml, signatureId, level, material, chain = [] }: XadesExtension): Promise<Uint8Array> {
  let sound = await openSound(xml, signatureId);
  const reached = levelOf(sound);
  if (level !== 'LTA' && LEVELS.indexOf(reached) >= LEVELS.indexOf(level)) throw new PkiError('LEVEL_ALREADY_REACHED', { level: reached });
  for (const step of STEPS[level]) {
    const added = await step(sound, material, chain);
    if (added) sound = await openSound(sound.with(added), signatureId);
  }
  return sound.file.bytes;
}

const levelOf = ({ evaluation: { properties, signer }, embedded, timeStamps }: Extensible): SignatureLevel =>
  supportedLevel(properties.level, { certificate: signer.certificate, embedded, timeStamps });

/** A time stamp over something broken would only hide that. */
async function openSound(xml: Uint8Array, signatureId: string | undefined): Promise<Sound> {
  const extensible = openExtensible(xml, signatureId);
  const { evaluation, timeStamps, embedded } = extensible;
  const { intact, faults } = evaluation;
  if (!intact || faults.length > 0) throw new PkiError('SIGNATURE_NOT_INTACT', { note: faults.join('; ') });
  return { ...extensible, stamps: await confirmTimeStamps(timeStamps, embedded) };
}

async function signatureTimeStamp(sound: Sound, { timeStamper }: LevelMaterial): Promise<string> {
  if (has(sound, 'SignatureTimeStamp')) return '';
  const content = sound.stamps.filter(({ kind }) => kind === 'content');
  return sound.write.signatureTimeStamp(await stampOver(overValue, sound, after(content, timeStamper)));
}

async function archiveTimeStamp(sound: Sound, { timeStamper }: LevelMaterial): Promise<string> {
  return sound.write.archiveTimeStamp(await stampOver(overArchive, sound, after(sound.stamps, timeStamper)));
}

const has = ({ evaluation: { properties } }: Extensible, name: string): boolean =>
  properties.unsigned.some((element) => isNamed(element, NAMESPACES.xades, name));

const after = (older: readonly ConfirmedTimeStamp[], timeStamper: TimeStamper): TimeStamper =>
  stampingAfter(
    timeStamper,
    older.map(({ time }) => time),
  );

/** A time stamp that will stand behind all unsigned properties and is canonicalised as XML Signature does. */
async function stampOver(rule: StampRule, { file, evaluation }: Extensible, timeStamper: TimeStamper): Promise<Uint8Array> {
  const { signature, properties } = evaluation;
  const octets = rule({ signature, file, preceding: properties.unsigned, canonicalization: INCLUSIVE_C14N, includes: [] });
  if (!octets) throw new PkiError('SIGNATURE_NOT_INTACT', { note: 'not everything that is signed is at hand' });
  return timeStamper.stamp(digest(timeStamper.digestAlgorithm, ...octets));
}

/**
 * What proves the authority of each time stamp and the signer, in the order of the official samples. What stands under an archive time stamp with
 * such data is passed over: what was fresh then may be had no more.
 */
async function evidence(sound: Sound, material: LevelMaterial, chain: readonly Uint8Array[]): Promise<string> {
  const { stamps, embedded, evaluation } = sound;
  const stored: string[] = [];
  for (const [index, stamp] of stamps.entries()) if (!stamp.preserved) stored.push(await evidenceOfStamp(index, sound, material));
  const preserved = stamps.some((stamp) => preserves(stamp, evaluation.signer.certificate!, embedded));
  return [...stored, preserved ? '' : await evidenceOfSigner(sound, material, chain)].join('');
}

async function evidenceOfStamp(index: number, { timeStamps, embedded, write, stamps }: Sound, material: LevelMaterial): Promise<string> {
  const { authority, certificates, brought, over } = stamps[index]!;
  const { data: stored, property } = timeStamps[index]!;
  const circumstances = { data: mergedData(embedded, brought), ...(over && { at: over }) };
  const data = without(await material.evidenceFor(authority, 'time-stamp', certificates, circumstances), stored);
  return isEmpty(data) ? '' : write.timeStampValidationData(attribute(property, 'Id'), data);
}

/** For the time that is proved first. Evidence about somebody else that is there already stays beside it. */
async function evidenceOfSigner(sound: Sound, material: LevelMaterial, chain: readonly Uint8Array[]): Promise<string> {
  const { evaluation, write, embedded, stamps } = sound;
  const proving = stamps.filter(({ kind }) => kind !== 'content').map(({ time }) => time.getTime());
  const circumstances = { data: embedded, at: new Date(Math.min(...proving)) };
  const data = await material.evidenceFor(evaluation.signer.certificate!, 'signer', [...embedded.certificates, ...chain], circumstances);
  const fresh = without(data, embedded);
  const ofSignature = { ...NO_VALIDATION_DATA, certificates: evaluation.signature.certificates };
  const certificates = has(sound, 'CertificateValues') ? fresh : without(data, ofSignature);
  const revocation = has(sound, 'RevocationValues') ? fresh : data;
  return [
    has(sound, 'CertificateValues') && certificates.certificates.length === 0 ? '' : write.certificateValues(certificates),
    has(sound, 'RevocationValues') && isEmpty({ ...revocation, certificates: [] }) ? '' : write.revocationValues(revocation),
  ].join('');
}

const isEmpty = (data: ValidationData): boolean => Object.values(data).every(({ length }) => length === 0);

/** Evidence that is not among other evidence. */
function without(data: ValidationData, other: ValidationData): ValidationData {
  const rest = (kind: keyof ValidationData): Uint8Array[] => data[kind].filter((der) => !other[kind].some((known) => sameBytes(known, der)));
  return { certificates: rest('certificates'), crls: rest('crls'), ocspResponses: rest('ocspResponses') };
}
