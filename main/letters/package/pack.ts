import { MEDIA_TYPES } from '../../documents/kind.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import type { AttachedFile } from '../store/attachments.ts';
import { ATTACHMENTS, BUNDLE, MANIFEST, MANIFEST_SIGNATURE, type PackedFile } from './manifest.ts';

export interface Contents {
  /** The signed PDF. */
  readonly letter: NamedBytes;
  /** The FHIR document as text, `null` where the letter has none. */
  readonly bundle: string | null;
  readonly attachments: readonly AttachedFile[];
}

/** What goes into a package beside its manifest. */
export const packedFiles = ({ letter, bundle, attachments }: Contents): readonly PackedFile[] => [
  { ...letter, role: 'letter', type: MEDIA_TYPES.pdf },
  ...(bundle === null
    ? []
    : [{ name: BUNDLE, bytes: new Uint8Array(Buffer.from(bundle, 'utf8')), role: 'bundle', type: 'application/fhir+json' } as const]),
  ...attachments.map(({ name, type, bytes }) => ({ name: `${ATTACHMENTS}${name}`, bytes, role: 'attachment', type }) as const),
];

/** A whole package: the files, the manifest that names them, and the detached signature over the manifest. */
export const packageOf = (files: readonly PackedFile[], manifest: Uint8Array, signature: Uint8Array): readonly NamedBytes[] => [
  ...files.map(({ name, bytes }) => ({ name, bytes })),
  { name: MANIFEST, bytes: manifest },
  { name: MANIFEST_SIGNATURE, bytes: signature },
];
