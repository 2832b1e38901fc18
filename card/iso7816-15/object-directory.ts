import { Fields } from '../tlv/fields.ts';
import { parseRecords } from '../tlv/records.ts';
import { TAG } from '../tlv/tag.ts';
import { type Path, parsePath } from './path.ts';

/** Short identifier of EF.OD (ISO/IEC 7816-15 clause 7.5.3; file id 5031). */
export const OBJECT_DIRECTORY_SHORT_ID = 0x11;

/** Classes of the CIOChoice, in the order of their context tags (clause 8.3). */
const CLASSES = [
  'privateKeys',
  'publicKeys',
  'trustedPublicKeys',
  'secretKeys',
  'certificates',
  'trustedCertificates',
  'usefulCertificates',
  'dataContainers',
  'authenticationObjects',
] as const;

export type ObjectClass = (typeof CLASSES)[number];

export interface ObjectDirectoryEntry {
  readonly class: ObjectClass;
  /** The directory file of this class. */
  readonly path: Path;
}

/**
 * Reads EF.OD: which directory files there are. Entries of unknown classes, or with objects in place of a path, are passed over.
 * @throws TlvError
 */
export function parseObjectDirectory(file: Uint8Array): ObjectDirectoryEntry[] {
  return parseRecords(file).flatMap((record) => {
    const objectClass = CLASSES[record.tag - 0xa0];
    const path = objectClass === undefined ? null : new Fields(record).optional(TAG.SEQUENCE);
    return objectClass === undefined || path === null ? [] : [{ class: objectClass, path: parsePath(path) }];
  });
}
