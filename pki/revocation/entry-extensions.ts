import { DerError, type DerNode, expectTag, parseDer, TAG } from '../asn1/der.ts';
import { readTime } from '../asn1/time.ts';
import { readExtension, readExtensions } from '../certificate/extensions/extension.ts';
import { EXTENSION } from '../certificate/extensions/oids.ts';
import { readGeneralNames } from '../certificate/general-name.ts';
import { type RevocationReason, readReason } from './reason.ts';

/** Extensions of one entry (RFC 5280 section 5.3). */
export interface EntryExtensions {
  readonly reason: RevocationReason | null;
  readonly invalidityDate: Date | null;
  /** Name key of the issuer whose certificates this entry and those after it mean, `null` where it does not change. */
  readonly certificateIssuer: string | null;
  readonly critical: readonly string[];
}

export function readEntryExtensions(node: DerNode): EntryExtensions {
  const extensions = readExtensions(node);
  return {
    reason: readExtension(extensions, EXTENSION.REASON_CODE, readReason),
    invalidityDate: readExtension(extensions, EXTENSION.INVALIDITY_DATE, (value) => readTime(expectTag(parseDer(value), TAG.GENERALIZED_TIME))),
    certificateIssuer: readExtension(extensions, EXTENSION.CERTIFICATE_ISSUER, readCertificateIssuer),
    critical: extensions.filter(({ critical }) => critical).map(({ oid }) => oid),
  };
}

function readCertificateIssuer(value: Uint8Array): string {
  const directory = readGeneralNames(parseDer(value, TAG.SEQUENCE)).find((name) => name.kind === 'directory');
  if (!directory) throw new DerError('certificate issuer has no directory name');
  return directory.name.key;
}
