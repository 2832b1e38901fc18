import type { CardChannel } from '../../apdu/channel.ts';
import { concat } from '../../bytes.ts';
import { readBlock } from '../../iso7816-15/read-file.ts';
import { TlvError } from '../../tlv/error.ts';
import { parseHeader } from '../../tlv/parse.ts';
import { extentOfObject } from '../../tlv/records.ts';
import { TAG } from '../../tlv/tag.ts';

/** As much as one short READ BINARY brings: enough for serial number, issuer and validity. */
export const FIRST_BLOCK = 256;
/** First component of a TBSCertificate: `[0]` version, or the serial number of a version 1 certificate (RFC 5280 section 4.1). */
const FIRST_COMPONENTS: ReadonlySet<number | undefined> = new Set([0xa0, TAG.INTEGER]);

/**
 * Reads the first block of the certificate in the current EF, or in the file of a short identifier. One READ where the card fills it; a card that gives
 * less at a time is read on.
 * @returns `null` when there is no certificate: a refusal, fill, or another object
 * @throws CardError as the session
 */
export async function readFirstBlock(channel: CardChannel, shortId: number | null): Promise<Uint8Array | null> {
  let block = await readBlock(channel, 0, FIRST_BLOCK, shortId);
  if (block === null || !beginsCertificate(block)) return null;
  for (let wanted = lengthOf(block); block.length < wanted; ) {
    const more = await readBlock(channel, block.length, wanted - block.length, null);
    if (more === null) return null;
    block = concat([block, more]);
  }
  return block.slice(0, lengthOf(block));
}

const lengthOf = (block: Uint8Array): number => Math.min(FIRST_BLOCK, extentOfObject(block));

function beginsCertificate(block: Uint8Array): boolean {
  try {
    const certificate = parseHeader(block);
    const content = block.subarray(certificate.headerLength);
    const toBeSigned = parseHeader(content);
    return certificate.tag === TAG.SEQUENCE && toBeSigned.tag === TAG.SEQUENCE && FIRST_COMPONENTS.has(content[toBeSigned.headerLength]);
  } catch (error) {
    if (error instanceof TlvError) return false;
    throw error;
  }
}
