import type { ApplicationKind } from '../../../card/hpki/applications.ts';
import { CardMemory } from '../../../card/hpki/memory.ts';
import { readCard } from '../../../card/hpki/read-card.ts';
import { identifyTap } from '../../../card/hpki/tap/identify.ts';
import { wayOf } from '../../../card/hpki/tap/ways.ts';
import { CardError } from '../../../card/errors.ts';
import type { ReaderService } from '../../../card/reader.ts';
import type { Bindings, BoundCard } from '../cards/bindings.ts';
import type { Appearance } from './lanes.ts';
import type { UnknownCard } from './showings.ts';

/** What a tap showed: a card that is bound, or one that had to be read whole. */
export type Tap = { readonly known: BoundCard } | { readonly unknown: UnknownCard };

export interface TapReading {
  readonly service: ReaderService;
  readonly bindings: Bindings;
  /** The card is not known and must stay while it is read whole. */
  readonly onHold: () => void;
  readonly signal: AbortSignal;
}

const TAPPED: ApplicationKind = 'authentication';

/**
 * Reads the card that has appeared: a known one in two or three commands, by the first block of its certificate; any other whole.
 * No PIN and no try is touched.
 * @throws CardError CARD_APPLICATION_MISSING, CARD_CERTIFICATE_UNREADABLE, CARD_NOT_HPKI, and faults of the session
 */
export async function readTap({ reader, insertion }: Appearance, { service, bindings, onHold, signal }: TapReading): Promise<Tap> {
  await using session = await service.open(reader, { insertion, signal });
  const tap = await identifyTap(session, bindings.ways());
  const known = tap && bindings.find(tap.block);
  if (known) return { known };
  onHold();
  const memory = new CardMemory();
  const read = await readCard(session, memory);
  const application = read.applications.find(({ kind }) => kind === TAPPED);
  if (!application) throw new CardError('CARD_APPLICATION_MISSING', { reader });
  const { certificate, chain, authorities, failure } = application;
  if (!certificate) throw failure ?? new CardError('CARD_CERTIFICATE_UNREADABLE', { reader });
  const way = wayOf(certificate, memory.channel(session).traits);
  const atr = Buffer.from(session.atr).toString('hex').toUpperCase();
  const bound = bindings.withCertificate(certificate.der);
  if (bound) {
    // Bound through another kind of reader: the next tap of such a card takes the short way.
    bindings.ways().note(atr, way);
    return { known: bound };
  }
  return { unknown: { der: certificate.der, chain, authorities, atr, way, read } };
}
