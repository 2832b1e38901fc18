import type { CardsView, ReaderView } from '../../main/api/schema/card.ts';
import type { HcCertificate } from '../../main/api/schema/common.ts';
import type { Status } from '../design/status.tsx';
import type { Translate, Values } from '../words/translate.ts';
import { knownKey } from '../words/translate.ts';

/** What a person should know of the readers, in one word for a table to look up. */
export type Sight = 'connecting' | 'library' | 'service' | 'no-reader' | 'busy' | 'empty' | 'reading' | 'foreign' | 'failed' | 'hpki' | 'reception';

/** A reader with an HPKI card comes first, then one with anything on it. */
const INTEREST: readonly ReaderView['state'][] = ['hpki', 'reading', 'failed', 'foreign', 'empty', 'reception'];

/** The reader that the strip and the signing screen speak of: the chosen one while it is there, else the most interesting. */
export function readerOfInterest(cards: CardsView | null, chosen: string | null): ReaderView | null {
  const readers = cards?.readers ?? [];
  const rank = (reader: ReaderView) => INTEREST.indexOf(reader.state);
  return readers.find(({ name }) => name === chosen) ?? [...readers].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

export function sightOf(cards: CardsView | null, reader: ReaderView | null): Sight {
  if (!cards) return 'connecting';
  if (reader) return reader.busy && reader.state !== 'hpki' ? 'busy' : reader.state;
  return cards.service === 'running' ? 'no-reader' : SERVICE_SIGHT[cards.service];
}
const SERVICE_SIGHT = { absent: 'service', 'library-missing': 'library' } as const;

export const SIGHT_STATUS: Readonly<Record<Sight, Status>> = {
  connecting: 'busy',
  library: 'warning',
  service: 'warning',
  'no-reader': 'absent',
  busy: 'warning',
  empty: 'absent',
  reading: 'busy',
  foreign: 'warning',
  failed: 'error',
  hpki: 'success',
  reception: 'info',
};

/** A card, whose reader can be asked by its name; a token of a module or a key at a service is shown beside the cards and is none. */
export const isCard = (reader: ReaderView | null): reader is ReaderView =>
  reader !== null && reader.transport !== 'pkcs11' && reader.transport !== 'remote';

export const applicationOf = (reader: ReaderView | null, kind: 'signature' | 'authentication') =>
  reader?.applications.find((application) => application.kind === kind) ?? null;

/** The certificate that names the holder: that of signatures, else that of authentication. */
export function holderCertificate(reader: ReaderView | null): HcCertificate | null {
  return applicationOf(reader, 'signature')?.certificate ?? applicationOf(reader, 'authentication')?.certificate ?? null;
}

export const nameOf = (certificate: Pick<HcCertificate, 'nameKanji' | 'commonName'>) => certificate.nameKanji ?? certificate.commonName;

export interface Notice {
  readonly status: Status;
  readonly words: string;
}

const SOON_DAYS = 60;
const FEW_TRIES = 3;

/** What may be wrong with a card that was read, worst first; the first that applies is said. */
const CARD_CONCERNS: readonly {
  readonly key: Parameters<Translate>[0];
  readonly status: Status;
  readonly applies: (reader: ReaderView) => boolean;
}[] = [
  { key: 'card.strip.no-signature', status: 'warning', applies: (reader) => !applicationOf(reader, 'signature')?.certificate },
  { key: 'card.strip.expired', status: 'error', applies: (reader) => daysLeft(reader) < 0 },
  { key: 'card.strip.locked', status: 'error', applies: (reader) => triesLeft(reader) === 0 },
  { key: 'card.strip.few-tries', status: 'warning', applies: (reader) => (triesLeft(reader) ?? FEW_TRIES) < FEW_TRIES },
  { key: 'card.strip.expiring', status: 'warning', applies: (reader) => daysLeft(reader) <= SOON_DAYS },
];
const daysLeft = (reader: ReaderView) => holderCertificate(reader)?.daysLeft ?? 0;
export const triesLeft = (reader: ReaderView | null) => applicationOf(reader, 'signature')?.pinTriesLeft ?? null;

/** The one line of plain words beside the card's facts. */
export function notice(cards: CardsView | null, reader: ReaderView | null, t: Translate): Notice {
  const sight = sightOf(cards, reader);
  if (reader && sight === 'hpki') {
    const concern = CARD_CONCERNS.find(({ applies }) => applies(reader));
    return concern ? { status: concern.status, words: t(concern.key) } : { status: 'success', words: t('card.strip.ready') };
  }
  const reason: Values = { reason: t(knownKey(`errors.${reader?.failure?.code}.heading`) ?? 'errors.INTERNAL_FAULT.heading') };
  return { status: SIGHT_STATUS[sight], words: t(knownKey(`card.strip.${sight}`) ?? 'card.strip.ready', reason) };
}
