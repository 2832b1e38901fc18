import { children, DerError, parseDer, TAG } from '../../asn1/der.ts';
import { Fields } from '../../asn1/fields.ts';
import { readOid } from '../../asn1/values.ts';
import type { Certificate } from '../../certificate/certificate.ts';
import { readExtension } from '../../certificate/extensions/extension.ts';
import { EXTENSION } from '../../certificate/extensions/oids.ts';
import { readGeneralName } from '../../certificate/general-name.ts';
import { OCSP } from './object-identifiers.ts';

/** More help nobody. */
const MAX_ADDRESSES = 8;

/** Where a certificate says its status can be asked (authority information access, RFC 5280 section 4.2.2.1); none where it cannot be read. */
export function ocspAddresses({ extensions }: Pick<Certificate, 'extensions'>): string[] {
  try {
    return readExtension(extensions, EXTENSION.AUTHORITY_INFO_ACCESS, readAddresses) ?? [];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

const readAddresses = (value: Uint8Array): string[] =>
  children(parseDer(value, TAG.SEQUENCE), 64)
    .flatMap((node) => {
      const fields = new Fields(node);
      const method = readOid(fields.takeAny());
      const place = readGeneralName(fields.takeAny());
      return method === OCSP.accessMethod && place.kind === 'uri' ? [place.text] : [];
    })
    .slice(0, MAX_ADDRESSES);
