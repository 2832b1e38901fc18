import { OID } from '../cms/object-identifiers.ts';
import type { SignedData } from '../cms/parse.ts';
import type { SignerVerification } from '../cms/verify.ts';
import type { SignatureLevel } from '../report.ts';
import { unsignedValues } from './unsigned-values.ts';

const ARCHIVE: readonly string[] = [OID.archiveTimeStampV1, OID.archiveTimeStampV2, OID.archiveTimeStampV3];

/**
 * Level of a signature by what is there (ETSI EN 319 122-1 section 6): a time stamp makes T, with revocation data LT, with an archive time stamp
 * over both LTA. Whether the evidence can be trusted is not said here.
 */
export function cadesLevel({ info }: Pick<SignerVerification, 'info'>, signedData: Pick<SignedData, 'crls' | 'ocspResponses'>): SignatureLevel {
  const types = new Set(unsignedValues(info).map(({ type }) => type));
  const archived = ARCHIVE.some((type) => types.has(type));
  if (!archived && !types.has(OID.signatureTimeStamp)) return 'B';
  const withRevocation = signedData.crls.length + signedData.ocspResponses.length > 0 || types.has(OID.revocationValues);
  if (!withRevocation) return 'T';
  return archived ? 'LTA' : 'LT';
}
