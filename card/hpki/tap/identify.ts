import { type CardChannel, hopefulTraits } from '../../apdu/channel.ts';
import { toHex } from '../../bytes.ts';
import { selectFile } from '../../iso7816-15/select-file.ts';
import type { CardSession } from '../../reader.ts';
import { HPKI_AIDS } from '../applications.ts';
import { selectForReading } from '../select-application.ts';
import { readFirstBlock } from './first-block.ts';
import type { TapWay, TapWays } from './ways.ts';

/** What a tap showed. */
export interface TappedCard {
  /** First 256 bytes of the authentication certificate, DER; all of it where it is shorter. */
  readonly block: Uint8Array;
  /** How it was read. */
  readonly way: TapWay;
}

/**
 * Reads the beginning of the authentication certificate in the fewest commands that the known ways of such cards allow: SELECT of the application,
 * then SELECT and READ BINARY of the file, or READ BINARY by short identifier. Identifies, proves nothing. Sends nothing but these two instructions
 * (and GET RESPONSE where the card asks for it), so no PIN and no try is touched.
 * @returns `null` when the card has no authentication application or gives a certificate in none of the known ways: then it is read whole
 * @throws CardError as the session
 */
export async function identifyTap(session: CardSession, ways: TapWays): Promise<TappedCard | null> {
  const channel: CardChannel = { session, traits: hopefulTraits(session) };
  if (!(await selectForReading(channel, HPKI_AIDS.authentication))) return null;
  const atr = toHex(session.atr);
  const misledBy: number[] = [];
  for (const way of ways.order(atr)) {
    const selected = way.form === 'short-id' || (await selectFile(channel, { fileId: way.file }));
    const block = selected ? await readFirstBlock(channel, way.form === 'short-id' ? way.file : null) : null;
    if (block !== null) {
      ways.note(atr, way, misledBy);
      return { block, way };
    }
    if (selected && way.form === 'select') misledBy.push(way.file);
  }
  return null;
}
