import type { CardChannel } from '../apdu/channel.ts';
import { CardError } from '../errors.ts';
import type { CardSession } from '../reader.ts';
import { type ApplicationKind, HPKI_AIDS } from './applications.ts';
import type { HpkiApplication, HpkiCard } from './card.ts';
import { kindOf } from './certificate-facts.ts';
import { enumerateApplications } from './enumerate-applications.ts';
import { CardMemory } from './memory.ts';
import { type ApplicationContent, readApplication } from './read-application.ts';
import { selectForReading } from './select-application.ts';

const KINDS = Object.keys(HPKI_AIDS) as ApplicationKind[];

/**
 * Reads both applications without a PIN and without spending a try. The card is known by what it lets select, never by its ATR:
 * full AIDs first; where one is missing, whatever a partial selection finds (JAHIS 24-002 annex C.2).
 * A second reading of the same stay comes from the memory and costs no command.
 * @throws CardError CARD_NOT_HPKI, and faults of the session
 */
export async function readCard(session: CardSession, memory: CardMemory = new CardMemory()): Promise<HpkiCard> {
  const known = memory.recall(session);
  if (known !== null) return known;
  const applications = await readApplications(memory.channel(session));
  if (applications.length === 0) throw new CardError('CARD_NOT_HPKI', { reader: session.reader });
  const card: HpkiCard = { reader: session.reader, insertion: session.insertion, atr: session.atr, pad: session.pad !== undefined, applications };
  memory.keep(session, card);
  return card;
}

async function readApplications(channel: CardChannel): Promise<HpkiApplication[]> {
  const found = new Map<ApplicationKind, HpkiApplication>();
  for (const kind of KINDS) {
    const content = await contentOf(channel, HPKI_AIDS[kind]);
    if (content !== null) found.set(kind, { kind, aid: HPKI_AIDS[kind], ...content });
  }
  if (found.size < KINDS.length) await addUnlisted(channel, found);
  return KINDS.flatMap((kind) => found.get(kind) ?? []);
}

async function addUnlisted(channel: CardChannel, found: Map<ApplicationKind, HpkiApplication>): Promise<void> {
  const listed = Object.values(HPKI_AIDS);
  for (const aid of (await enumerateApplications(channel)).filter((candidate) => !listed.includes(candidate))) {
    const content = await contentOf(channel, aid);
    const kind = content?.certificate ? kindOf(content.certificate.der) : null;
    if (content !== null && kind !== null && !found.has(kind)) found.set(kind, { kind, aid, ...content });
  }
}

async function contentOf(channel: CardChannel, aid: string): Promise<ApplicationContent | null> {
  return (await selectForReading(channel, aid)) ? readApplication(channel) : null;
}
