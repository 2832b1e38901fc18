import { CardMemory } from '../../../card/hpki/memory.ts';
import { readCard } from '../../../card/hpki/read-card.ts';
import { cardImage, insertedCard, READER } from '../../support/cards.ts';
import type { Figure } from '../measure.ts';

/** Two certificates by the published way: SELECT AID, SELECT EF, length, then 256 bytes a READ (domain facts: about 9 each). */
const PUBLISHED = 18;

async function exchanges(profile: 'jma' | 'guideline', maxApduLength: number): Promise<{ readonly first: number; readonly second: number }> {
  const { service, commands } = insertedCard(cardImage({ profile }), [], { maxApduLength });
  const memory = new CardMemory();
  const session = await service.open(READER);
  await readCard(session, memory);
  const first = commands.length;
  await readCard(session, memory);
  const second = commands.length - first;
  await session.close('leave');
  return { first, second };
}

/** Exchanges for both applications: directories, both certificates, CA certificates, both counters. */
export async function apduFigures(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const profile of ['jma', 'guideline'] as const) {
    for (const [length, kind] of [
      [65544, 'extended length'],
      [261, 'short APDUs'],
    ] as const) {
      const { first, second } = await exchanges(profile, length);
      figures.push({
        name: `reading a ${profile} card, ${kind}, directories, counters and CA certificates included`,
        peer: 'the published way for the two certificates alone',
        ours: first,
        theirs: PUBLISHED,
        unit: 'APDUs',
        note: `second read: ${second}`,
      });
    }
  }
  return figures;
}
