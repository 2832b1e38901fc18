import * as z from 'zod';
import type { PackageFile } from '../../api/schema/letters.ts';
import { sha256 } from '../../documents/sha256.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { readJson } from '../fhir/json.ts';

export const MANIFEST = 'manifest.json';
export const MANIFEST_SIGNATURE = 'manifest.json.p7s';
export const BUNDLE = 'referral.fhir.json';
export const ATTACHMENTS = 'attachments/';

const FORMAT = 'hpki-desk-referral-package';

const manifest = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  identifier: z.string().max(200).nullable(),
  /** ISO time. */
  made: z.string().max(40),
  files: z
    .array(
      z.object({
        name: z.string().max(400),
        role: z.enum(['letter', 'bundle', 'attachment']),
        type: z.string().max(100),
        size: z.int().min(0),
        sha256: z.string().regex(/^[\da-f]{64}$/),
      }),
    )
    .max(1000),
});
export type Manifest = z.infer<typeof manifest>;

/** A file of a package, and what it is in it. */
export interface PackedFile extends NamedBytes {
  readonly role: Manifest['files'][number]['role'];
  readonly type: string;
}

/** Names every file with its SHA-256, so that one signature over it covers them all. */
export function writeManifest(files: readonly PackedFile[], identifier: string | null, made: string): Uint8Array {
  const content: Manifest = {
    format: FORMAT,
    version: 1,
    identifier,
    made,
    files: files.map(({ name, role, type, bytes }) => ({ name, role, type, size: bytes.length, sha256: sha256(bytes).toLowerCase() })),
  };
  return new Uint8Array(Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8'));
}

/** The manifest, `null` where it is none of ours. */
export function readManifest(bytes: Uint8Array): Manifest | null {
  return manifest.safeParse(readJson(bytes)).data ?? null;
}

/** Each file that is there or should be, against the manifest. A file that nobody listed is told: no signature speaks for it. */
export function compare({ files }: Pick<Manifest, 'files'>, found: readonly NamedBytes[]): readonly PackageFile[] {
  const present = new Map(found.map((file) => [file.name, file.bytes]));
  const listed = files.map(({ name, role, size, sha256: digest }): PackageFile => {
    const bytes = present.get(name);
    const state = bytes === undefined ? 'missing' : sha256(bytes).toLowerCase() === digest && bytes.length === size ? 'same' : 'different';
    return { name, role, size: bytes?.length ?? size, sha256: digest, state };
  });
  const known = new Set([...files.map(({ name }) => name), MANIFEST, MANIFEST_SIGNATURE]);
  const others = found
    .filter(({ name }) => !known.has(name))
    .map(({ name, bytes }): PackageFile => ({ name, role: 'unlisted', size: bytes.length, sha256: sha256(bytes).toLowerCase(), state: 'unlisted' }));
  return [...listed, ...others];
}
