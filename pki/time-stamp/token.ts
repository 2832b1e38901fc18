import { DerError } from '../asn1/der.ts';
import { OID } from '../cms/object-identifiers.ts';
import { type ParseOptions, parseSignedData, type SignedData } from '../cms/parse.ts';
import { PkiError } from '../errors.ts';
import { readTimeStampInfo, type TimeStampInfo } from './tst-info.ts';

/** A TimeStampToken, read and not yet believed. */
export interface TimeStampToken {
  readonly info: TimeStampInfo;
  readonly signedData: SignedData;
}

/** Room for a token that brings its authority's revocation lists along. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads a TimeStampToken: CMS SignedData over a TSTInfo, with exactly one signer (RFC 3161 section 2.4.2).
 * @param der ContentInfo; BER is read too, the TSTInfo inside must be DER
 * @throws PkiError DOCUMENT_UNREADABLE, `detail.note` says where it is malformed
 * @example
 * parseTimeStampToken(der).info.time
 */
export function parseTimeStampToken(der: Uint8Array, options: ParseOptions = {}): TimeStampToken {
  try {
    if (der.length > MAX_BYTES) throw new DerError('too large');
    const signedData = parseSignedData(der, options);
    if (signedData.eContentType !== OID.timeStampInfo || !signedData.eContent) throw new DerError('the content is no TSTInfo');
    if (signedData.signers.length !== 1) throw new DerError('not exactly one signer');
    return { signedData, info: readTimeStampInfo(signedData.eContent) };
  } catch (cause) {
    if (cause instanceof DerError) throw new PkiError('DOCUMENT_UNREADABLE', { note: `time stamp: ${cause.message}` }, { cause });
    throw cause;
  }
}
