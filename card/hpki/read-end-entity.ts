import type { CardSession } from '../reader.ts';
import { CardError } from '../errors.ts';
import { type ApplicationKind, HPKI_AIDS } from './applications.ts';
import { CardMemory } from './memory.ts';
import { readEndEntityCertificate } from './read-certificates.ts';
import { readDirectory } from './read-directory.ts';
import { selectForReading } from './select-application.ts';

/**
 * Reads one end-entity certificate and nothing else, for a tap that only has to know who it is: no chain, no PIN, no counter.
 * @returns DER; from the memory, without a command, when the card was read in this stay
 * @throws CardError CARD_APPLICATION_MISSING, CARD_CERTIFICATE_UNREADABLE, and faults of the session
 */
export async function readEndEntity(session: CardSession, kind: ApplicationKind, memory: CardMemory = new CardMemory()): Promise<Uint8Array> {
  const known = memory.recall(session)?.applications.find((application) => application.kind === kind)?.certificate;
  if (known) return known.der;
  const detail = { reader: session.reader, aid: HPKI_AIDS[kind] };
  const channel = memory.channel(session);
  if (!(await selectForReading(channel, detail.aid))) throw new CardError('CARD_APPLICATION_MISSING', detail);
  const certificate = await readEndEntityCertificate(channel, await readDirectory(channel));
  if (certificate === null) throw new CardError('CARD_CERTIFICATE_UNREADABLE', detail);
  return certificate.der;
}
