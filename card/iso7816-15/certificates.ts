import { parseRecords } from '../tlv/records.ts';
import { TAG } from '../tlv/tag.ts';
import { type CommonAttributes, parseInformationObject } from './object.ts';
import { type Path, parsePath } from './path.ts';

/** An X.509 certificate as its card describes it (ISO/IEC 7816-15 clause 8.7.2). */
export interface CertificateObject {
  readonly common: CommonAttributes;
  /** The same id as in the object of its private key. */
  readonly id: Uint8Array;
  /** The card says that it belongs to an authority. */
  readonly authority: boolean;
  readonly path: Path;
}

/**
 * Reads the X.509 certificates of a CD that lie in files of their own; other kinds are passed over.
 * @throws TlvError
 */
export function parseCertificateObjects(file: Uint8Array): CertificateObject[] {
  return parseRecords(file)
    .filter((record) => record.tag === TAG.SEQUENCE)
    .flatMap((record) => {
      const { common, classAttributes, typeAttributes } = parseInformationObject(record);
      const id = classAttributes.required(TAG.OCTET_STRING).value.slice();
      const authority = classAttributes.optional(TAG.BOOLEAN);
      const path = typeAttributes.optional(TAG.SEQUENCE);
      return path === null ? [] : [{ common, id, authority: (authority?.value[0] ?? 0) !== 0, path: parsePath(path) }];
    });
}
