import { unsigned } from '../tlv/fields.ts';
import { parseRecords } from '../tlv/records.ts';
import { TAG } from '../tlv/tag.ts';
import { type CommonAttributes, parseInformationObject } from './object.ts';
import { type Path, parsePath } from './path.ts';

/** A private RSA key as its card describes it (ISO/IEC 7816-15 clause 8.4.2). */
export interface PrivateKeyObject {
  readonly common: CommonAttributes;
  /** The same id as in the object of its certificate. */
  readonly id: Uint8Array;
  /** The card's own number of the key, when it has one. */
  readonly keyReference: number | null;
  readonly path: Path | null;
  /** Bits of the modulus, `null` when not said. */
  readonly modulusLength: number | null;
}

/**
 * Reads the RSA keys of a PrKD; other key types (context tags) are passed over.
 * @throws TlvError
 */
export function parsePrivateKeys(file: Uint8Array): PrivateKeyObject[] {
  return parseRecords(file)
    .filter((record) => record.tag === TAG.SEQUENCE)
    .map((record) => {
      const { common, classAttributes, typeAttributes } = parseInformationObject(record);
      const id = classAttributes.required(TAG.OCTET_STRING).value.slice();
      const keyReference = classAttributes.skipTo(TAG.INTEGER);
      const path = typeAttributes.optional(TAG.SEQUENCE);
      const modulusLength = typeAttributes.optional(TAG.INTEGER);
      return {
        common,
        id,
        keyReference: keyReference === null ? null : unsigned(keyReference),
        path: path === null ? null : parsePath(path),
        modulusLength: modulusLength === null ? null : unsigned(modulusLength),
      };
    });
}
