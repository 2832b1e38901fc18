import { describe, expect, it } from 'vitest';
import type { ReaderService, ReaderSnapshot } from '../../../card/reader.ts';
import { CardError } from '../../../card/errors.ts';
import { CombinedReaderService } from '../../../card/transports/combined.ts';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import { until } from '../../support/readers.ts';
import { plainCard } from '../../support/virtual-cards.ts';

function virtual(...names: readonly string[]): VirtualReaderService {
  const service = new VirtualReaderService();
  for (const name of names) service.addReader(name);
  return service;
}

/** A service that cannot see anything. */
const blind = (service: ReaderSnapshot['service']): ReaderService => ({
  transport: 'pcsc',
  snapshot: async () => ({ service, readers: [] }),
  async *watch(signal) {
    yield { service, readers: [] };
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  },
  open: async () => {
    throw new CardError('PCSC_SERVICE_ABSENT');
  },
  async [Symbol.asyncDispose]() {},
});

const brief = ({ service, readers }: ReaderSnapshot) => [service, ...readers.map(({ name, card }) => `${name}${card ? '+' : ''}`)];

describe('several services as one', () => {
  it.each([
    ['none', [], ['running']],
    ['two', [virtual('a'), virtual('b')], ['running', 'a', 'b']],
    ['one blind', [blind('absent'), virtual('b')], ['absent', 'b']],
    ['the worst is told', [blind('absent'), blind('library-missing'), virtual('b')], ['library-missing', 'b']],
  ] as const)('%s', async (_name, services, expected) => {
    expect(brief(await new CombinedReaderService(services).snapshot())).toEqual(expected);
  });

  it('watches all of them', async () => {
    const [left, right] = [virtual('a'), virtual('b')];
    await using all = new CombinedReaderService([left, right]);
    const stop = new AbortController();
    const seen: unknown[] = [];
    for await (const snapshot of all.watch(stop.signal)) {
      seen.push(brief(snapshot));
      if (seen.length === 1) right.insert('b', plainCard());
      if (seen.length === 2) left.insert('a', plainCard());
      if (seen.length === 3) stop.abort();
    }
    expect(seen).toEqual([
      ['running', 'a', 'b'],
      ['running', 'a', 'b+'],
      ['running', 'a+', 'b+'],
    ]);
  });

  it('opens where the reader is', async () => {
    const [left, right] = [virtual('a'), virtual('b', 'c')];
    right.insert('b', plainCard());
    await using all = new CombinedReaderService([left, right]);
    await using session = await all.open('b');
    expect([session.reader, session.transport]).toEqual(['b', 'virtual']);
    await expect(all.open('a')).rejects.toMatchObject({ code: 'CARD_ABSENT' });
    await expect(all.open('d')).rejects.toMatchObject({ code: 'READER_NOT_FOUND' });
    expect(brief(await until(all, ({ readers }) => readers.some(({ busy }) => busy)))).toEqual(['running', 'a', 'b+', 'c']);
  });

  it('a reader that nobody has is asked of the service that is blind', async () => {
    await using all = new CombinedReaderService([blind('absent'), virtual('b')]);
    await expect(all.open('a')).rejects.toMatchObject({ code: 'PCSC_SERVICE_ABSENT' });
  });
});
