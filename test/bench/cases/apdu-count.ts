import { toHex } from '../../../card/bytes.ts';
import { CardMemory } from '../../../card/hpki/memory.ts';
import { readCard } from '../../../card/hpki/read-card.ts';
import { readEndEntity } from '../../../card/hpki/read-end-entity.ts';
import { identifyTap } from '../../../card/hpki/tap/identify.ts';
import { TapWays } from '../../../card/hpki/tap/ways.ts';
import type { CardSession } from '../../../card/reader.ts';
import { cardImage, insertedCard, READER } from '../../support/cards.ts';
import type { Figure } from '../measure.ts';

/** One certificate by the published way: SELECT AID, SELECT EF, length, then 256 bytes a READ (domain facts: about 9). */
const PUBLISHED = 9;

/** How the layouts give their authentication certificate. */
const WAYS = { jma: { file: 0x0016, form: 'select' }, guideline: { file: 0x0018, form: 'short-id' } } as const;

type Read = (session: CardSession, memory: CardMemory) => Promise<unknown>;

const READS: Readonly<Record<string, Read>> = {
  'both certificates': async (session, memory) => {
    await readEndEntity(session, 'signature', memory);
    await readEndEntity(session, 'authentication', memory);
  },
  'both certificates with directories, CA certificates and counters': readCard,
};

async function exchanges(
  read: Read,
  profile: 'jma' | 'guideline',
  maxApduLength: number,
): Promise<{ readonly first: number; readonly second: number }> {
  const { service, commands } = insertedCard(cardImage({ profile }), [], { maxApduLength });
  const memory = new CardMemory();
  const session = await service.open(READER);
  await read(session, memory);
  const first = commands.length;
  await readCard(session, memory);
  const known = commands.length;
  await readCard(session, memory);
  await session.close('leave');
  return { first, second: commands.length - known };
}

const LENGTHS = { 'extended length': 65544, 'short APDUs': 261 };

/** Exchanges of the tap of a card, once one of its kind was read whole. */
async function tapFigure(profile: keyof typeof WAYS): Promise<Figure> {
  const { service, commands } = insertedCard(cardImage({ profile }));
  const session = await service.open(READER);
  const ways = new TapWays();
  ways.note(toHex(session.atr), WAYS[profile]);
  const tap = await identifyTap(session, ways);
  await session.close('leave');
  if (!tap) throw new Error(`the tap of a ${profile} card shows nothing`);
  const peer = 'the published way for one certificate';
  return { name: `tap of a known kind of card, ${profile}`, peer, ours: commands.length, theirs: PUBLISHED, unit: 'APDUs' };
}

/** Exchanges that a reading without PIN costs; a second reading of the same stay costs none. */
export async function apduFigures(): Promise<readonly Figure[]> {
  const figures: Figure[] = [await tapFigure('jma'), await tapFigure('guideline')];
  for (const [what, read] of Object.entries(READS)) {
    for (const profile of ['jma', 'guideline'] as const) {
      for (const [kind, length] of Object.entries(LENGTHS)) {
        const { first, second } = await exchanges(read, profile, length);
        const peer = 'the published way for both certificates';
        figures.push({
          name: `${what}, ${profile} card, ${kind}`,
          peer,
          ours: first,
          theirs: 2 * PUBLISHED,
          unit: 'APDUs',
          note: `second read: ${second}`,
        });
      }
    }
  }
  return figures;
}
