import type { PackageFile } from '../../api/schema/letters.ts';
import { readZip, ZipFault } from '../../archive/read-zip.ts';
import { documentKind } from '../../../pki/document-kind.ts';
import { AppError } from '../../errors.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { type Json, listOf, objectOf, readJson } from '../fhir/json.ts';
import { ATTACHMENTS, BUNDLE, compare, MANIFEST, MANIFEST_SIGNATURE, readManifest } from './manifest.ts';

/** Most that is taken of one package: in base64 its files still are one string (at most 2^29 - 24 characters). */
const LIMITS = { files: 500, bytes: 256 * 1024 * 1024 } as const;
const MOST_ENTRIES = 2_000;
const ZIP = [0x50, 0x4b, 0x03, 0x04] as const;
const isZip = (bytes: Uint8Array): boolean => ZIP.every((byte, index) => bytes[index] === byte);

/** The files of a package: of one archive, or as they were given out of a folder. @throws AppError REFERRAL_PACKAGE_UNREADABLE */
export function filesOf(given: readonly NamedBytes[]): readonly NamedBytes[] {
  const [first] = given;
  if (!first) throw new AppError('REFERRAL_PACKAGE_UNREADABLE', { note: 'empty' });
  if (given.length > 1 || !isZip(first.bytes)) {
    if (given.length > LIMITS.files) throw new AppError('REFERRAL_PACKAGE_UNREADABLE', { note: `more files than ${LIMITS.files}` });
    if (given.reduce((sum, { bytes }) => sum + bytes.length, 0) > LIMITS.bytes)
      throw new AppError('REFERRAL_PACKAGE_UNREADABLE', { note: `more bytes than ${LIMITS.bytes}` });
    return inTheirFolder(given);
  }
  try {
    return withoutOuterFolder(readZip(first.bytes, LIMITS));
  } catch (cause) {
    if (!(cause instanceof ZipFault)) throw cause;
    throw new AppError('REFERRAL_PACKAGE_UNREADABLE', { note: cause.message }, { cause });
  }
}

/** An archive of a folder has its name before each file. */
function withoutOuterFolder(files: readonly NamedBytes[]): readonly NamedBytes[] {
  const manifest = files.find(({ name }) => name.endsWith(`/${MANIFEST}`) && name.split('/').length === 2);
  const outer = manifest && !files.some(({ name }) => name === MANIFEST) ? manifest.name.slice(0, -MANIFEST.length) : null;
  if (outer === null || !files.every(({ name }) => name.startsWith(outer))) return files;
  return files.map(({ name, bytes }) => ({ name: name.slice(outer.length), bytes }));
}

/** Files that a person picked have no folder; the manifest says which of them lay in that of the attachments. */
function inTheirFolder(given: readonly NamedBytes[]): readonly NamedBytes[] {
  const manifest = given.find(({ name }) => name === MANIFEST);
  const listed = new Set((manifest && readManifest(manifest.bytes)?.files.map(({ name }) => name)) ?? []);
  const inside = (name: string) => (!listed.has(name) && listed.has(`${ATTACHMENTS}${name}`) ? `${ATTACHMENTS}${name}` : name);
  return given.map(({ name, bytes }) => ({ name: inside(name), bytes }));
}

/** What a package holds, by its manifest where it has one of ours. */
export interface OpenedPackage {
  readonly files: readonly PackageFile[];
  /** Every file is there, listed and as the manifest says; never without a manifest. */
  readonly whole: boolean;
  readonly manifest: NamedBytes | null;
  readonly signature: NamedBytes | null;
  readonly letter: NamedBytes | null;
  /** `null` too for what is larger than any letter. */
  readonly bundle: Json;
}

function bundleOf(file: NamedBytes | undefined): Json {
  const value = file ? readJson(file.bytes) : null;
  return listOf(objectOf(value)['entry']).length > MOST_ENTRIES ? null : value;
}

/** Looks into a package; a file that differs from the manifest is told, and shown all the same. */
export function openPackage(found: readonly NamedBytes[]): OpenedPackage {
  const named = (name: string | undefined) => found.find((file) => file.name === name);
  const manifest = named(MANIFEST);
  const read = manifest ? readManifest(manifest.bytes) : null;
  const files = compare(read ?? { files: [] }, found);
  const ofRole = (role: PackageFile['role']) => named(read?.files.find((file) => file.role === role)?.name);
  const letter = ofRole('letter') ?? found.find(({ name, bytes }) => !name.startsWith(ATTACHMENTS) && documentKind(bytes) === 'pdf');
  const bundle = ofRole('bundle') ?? named(BUNDLE) ?? found.find(({ name }) => /\.json$/i.test(name) && name !== MANIFEST);
  return {
    files,
    whole: read !== null && files.every(({ state }) => state === 'same'),
    manifest: manifest ?? null,
    signature: named(MANIFEST_SIGNATURE) ?? null,
    letter: letter ?? null,
    bundle: bundleOf(bundle),
  };
}
