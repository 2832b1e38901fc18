import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { ageOf, peerWords, refusalWords, wordsOf } from '../../../renderer/exchange/exchange-words.ts';
import { doneKey } from '../../../renderer/exchange/differences/done-key.ts';
import { heardAt, needsLook, standingOf } from '../../../renderer/exchange/standing.ts';
import { isHubAddress } from '../../../renderer/exchange/state/hub-address.ts';
import eventTable from '../../../resources/exchange/events.json' with { type: 'json' };
import { translate } from '../../../renderer/words/translate.ts';
import * as samples from '../double/exchange-samples.ts';

const NOW = Date.parse('2026-11-30T03:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ja = translate('ja');
const en = translate('en');
const since = (ms: number): string => new Date(NOW - ms).toISOString();

/** The hub was last read so long ago, by feed. */
const heard = (passed: Readonly<Record<string, number | null>>, error: string | null = null): ExchangeState => ({
  ...samples.enrolled,
  peers: [
    {
      peer: samples.HUB,
      ways: Object.entries(passed).map(([feed, ms]) => ({
        ...{ feed, way: 'in', newest: null, error, errorAt: error && since(0) },
        lastContact: ms === null ? null : since(ms),
      })),
    },
  ],
});

/** A person's own, which follows no feed. */
const own = (part: Partial<ExchangeState>): ExchangeState => ({ ...samples.own, ...part });

describe('how far what came can be relied on', () => {
  it.each<[what: string, state: ExchangeState, standing: string, looks: boolean]>([
    ['no hub knows the desk', samples.alone, 'not-enrolled', false],
    ['no hub knows it, and much waits', { ...samples.alone, refused: samples.busy.refused }, 'not-enrolled', false],
    ['nothing was read yet', { ...samples.enrolled, peers: [] }, 'never', false],
    ['one feed was not read yet', heard({ stop: HOUR, membership: null }), 'never', false],
    ['nothing was read, and it fails', heard({ stop: null }, 'NETWORK_REFUSED'), 'failing', false],
    ['all was read just now', heard({ stop: 0, credential: 0, membership: 0 }), 'good', false],
    ['it fails since an hour', heard({ stop: HOUR }, 'NETWORK_REFUSED'), 'failing', false],
    ['a day without one millisecond', heard({ stop: DAY - 1 }), 'good', false],
    ['a day', heard({ stop: DAY }), 'old', true],
    ['one of three feeds is a day behind', heard({ stop: 0, credential: DAY, membership: 0 }), 'old', true],
    ['what is asked beside events is behind', heard({ stop: 0, members: 3 * DAY }), 'good', false],
    ['a week without one millisecond', heard({ stop: 7 * DAY - 1 }), 'old', true],
    ['a week', heard({ stop: 7 * DAY }), 'very-old', true],
    [
      'something was refused',
      { ...heard({ stop: 0 }), refused: [{ event: 'card.held', happenedAt: since(0), because: 'access_denied' }] },
      'good',
      true,
    ],
    [
      'only what nobody can tell any more was refused',
      { ...heard({ stop: 0 }), refused: [{ event: 'card.held', happenedAt: since(0), because: 'person-deleted' }] },
      'good',
      false,
    ],
    ['a person’s own desk, and the hub has answered', own({}), 'good', false],
    ['a person’s own desk, and the hub has not answered yet', own({ clockOffsetMs: null }), 'never', false],
    ['a person’s own desk, and it fails', own({ peers: heard({ members: null }, 'NETWORK_REFUSED').peers }), 'failing', false],
    ['something is to be settled', { ...heard({ stop: 0 }), disagreements: 1 }, 'good', true],
  ])('%s', (_what, state, standing, looks) => {
    expect([standingOf(state, NOW), needsLook(state, NOW)]).toEqual([standing, looks]);
  });

  it('is as old as the feed that is furthest behind', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30 * DAY), { minLength: 1, maxLength: 3 }), (ages) => {
        const feeds = Object.fromEntries(ages.map((ms, index) => [['stop', 'credential', 'membership'][index]!, ms]));
        expect(heardAt(heard(feeds))).toBe(since(Math.max(...ages)));
      }),
    );
  });
});

it.each([
  [59_999, 'つい先ほど', 'just now'],
  [60_000, '1分前', '1 minute ago'],
  [3 * 60_000, '3分前', '3 minutes ago'],
  [47 * HOUR, '47時間前', '47 hours ago'],
  [48 * HOUR, '2日前', '2 days ago'],
  [14 * DAY, '2週間前', '2 weeks ago'],
  [-HOUR, 'つい先ほど', 'just now'],
])('%d milliseconds ago: %s', (ms, japanese, english) => {
  expect([ageOf(since(ms), NOW, ja), ageOf(since(ms), NOW, en)]).toEqual([japanese, english]);
});

describe('words', () => {
  it.each([
    ['the hub', samples.HUB, 'ハブ'],
    ['the hub as a file names it', 'hub', 'ハブ'],
    ['the authority', 'authority', 'カード認証局'],
    ['an association', 'tokyo', '医師会（tokyo）'],
    ['a desk of the hub', `${samples.HUB}/issuers/c-1`, 'ハブに登録された端末'],
    ['a desk of no hub', 'https://hpki-desk.invalid/desks/x', 'ハブに未登録の端末'],
    ['a desk of another hub', 'https://other.example/issuers/c-1', 'https://other.example/issuers/c-1'],
  ])('a peer that is %s', (_what, peer, said) => {
    expect(peerWords(peer, samples.enrolled, ja)).toBe(said);
  });

  it('every event that somebody tells has words in both languages', () => {
    const lacking = eventTable.events.filter(
      ({ name, family }) => family !== 'stream' && [ja, en].some((t) => wordsOf('exchange.event', name, t) === name),
    );
    expect(lacking).toEqual([]);
  });

  it('a reason that has no words is told by its code', () => {
    expect(refusalWords('status 413', en)).toBe('The hub did not accept it (status 413).');
    expect(refusalWords('access_denied', en)).toBe('This desk has no permission to tell of such events.');
  });

  it('what was done says what is left to a person', () => {
    const [yes, no] = [true, false];
    const keys = (['name', 'member'] as const).flatMap((kind) =>
      [yes, no].flatMap((record) => [yes, no].map((draft) => doneKey(kind, 'theirs', { record, draft }))),
    );
    expect(keys.map((key) => ja(key)).filter((words, index) => words === keys[index])).toEqual([]);
    expect(new Set(keys).size).toBe(6);
    expect(doneKey('name', 'ours', { record: false, draft: false })).toBe('exchange.differences.done.ours');
  });
});

it.each([
  ['https://hub.example.jp', true],
  ['https://hub.example.jp:8443/base', true],
  ['http://127.0.0.1:8443', true],
  ['http://localhost:8443', true],
  ['http://[::1]:8443', true],
  ['http://hub.example.jp', false],
  ['https://user:word@hub.example.jp', false],
  ['https://hub.example.jp?x=1', false],
  ['https://hub.example.jp#x', false],
  ['ftp://hub.example.jp', false],
  ['hub.example.jp', false],
  ['', false],
])('a code may be sent to %j: %s', (address, may) => {
  expect(isHubAddress(address)).toBe(may);
});
