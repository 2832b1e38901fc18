import { createInterface } from 'node:readline';
import type { LaneOrder, ReceptionView, VerdictView } from '../../../api/schema/attendance.ts';
import type { Venue } from '../../../attendance/venue/venue.ts';
import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, type Invocation, text, texts } from '../command.ts';
import { CARD_OPTIONS } from '../desk.ts';
import { hostAndPort } from '../input.ts';
import { carryOut } from '../reception-orders.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

/** The longest that a timer takes. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

const DIRECTIONS: readonly LaneOrder['direction'][] = ['in', 'out', 'auto'];

/** `NAME`, `NAME=READER`, `NAME=READER,in|out|auto`, `NAME=READER,DIRECTION,ROOM`. @throws AppError USAGE_WRONG */
export function laneOption(value: string): LaneOrder {
  const [, name = '', rest] = /^([^=]+)(?:=(.*))?$/.exec(value) ?? [];
  const [reader = '', direction = 'auto', room = ''] = (rest ?? '').split(',');
  const known = DIRECTIONS.find((candidate) => candidate === direction);
  if (name === '' || known === undefined) throw new AppError('USAGE_WRONG', { note: `--lane ${value}` });
  return { name, reader: reader === '' ? null : reader, direction: known, room: room === '' ? null : room };
}

/** Each reader a lane, and one without for whoever brings no card. */
const everyReader = (readers: readonly string[]): readonly LaneOrder[] => [
  ...readers.map((reader, index): LaneOrder => ({ reader, name: String(index + 1), room: null, direction: 'auto' })),
  { reader: null, name: 'desk', room: null, direction: 'auto' },
];

const stateOf = ({ face, answer, verdict }: VerdictView): string => `${face}/${answer}/${verdict}`;

/**
 * Tells each verdict once in each of its states, as soon as it is on the disk.
 * @param earlier of a reception before this one, as they stood when it was opened
 */
async function tell(venue: Venue, earlier: readonly VerdictView[], invocation: Invocation): Promise<number> {
  const say = words(invocation.language);
  const told = new Map(earlier.map((verdict) => [verdict.id, stateOf(verdict)]));
  let count = 0;
  const line = (verdict: VerdictView): string =>
    flag(invocation, 'events')
      ? JSON.stringify(verdict)
      : say('cli.verdict', {
          verdict: say(`reception.verdict.${verdict.verdict}`),
          name: verdict.person?.name ?? verdict.card?.name ?? '',
          accepted: String(verdict.face === 'accepted' || verdict.answer === 'accepted'),
        });
  const accept = ({ recent }: ReceptionView) => {
    for (const verdict of recent.toReversed()) {
      const state = stateOf(verdict);
      if (told.get(verdict.id) === state) continue;
      if (!told.has(verdict.id)) count += 1;
      told.set(verdict.id, state);
      invocation.say(line(verdict));
    }
  };
  for await (const view of venue.reception.watch(invocation.signal)) accept(view);
  return count;
}

/** Orders on standard input, one JSON document a line; what becomes of each is told on standard error. */
async function obey(venue: Venue, seminar: string, invocation: Invocation): Promise<void> {
  const lines = createInterface({ input: process.stdin, signal: invocation.signal });
  for await (const line of lines) if (line.trim() !== '') invocation.say(JSON.stringify(await carryOut(venue, seminar, line)));
}

export const command: Command = {
  usage:
    'attendance serve SEMINAR [--lane NAME=READER[,in|out|auto[,ROOM]]]... [--virtual DIR] [--listen HOST:PORT] [--join CODE] [--events] [--orders-stdin] [--data DIR]',
  options: {
    ...VENUE_OPTIONS,
    virtual: CARD_OPTIONS.virtual,
    lane: { type: 'string', multiple: true },
    listen: { type: 'string' },
    join: { type: 'string' },
    events: { type: 'boolean' },
    'orders-stdin': { type: 'boolean' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const [seminar = ''] = invocation.positionals;
    const { say, language } = invocation;
    const named = texts(invocation, 'lane').map(laneOption);
    await using desk = await openVenueDesk(invocation, true);
    const { application, venue } = desk;
    await application.cards.settled();
    const lanes = named.length > 0 ? named : everyReader(application.cards.view.readers.map(({ name }) => name));
    const { recent: earlier } = await venue.reception.open(seminar, lanes);
    say(words(language)('cli.reception-open', { lanes: lanes.length }));
    const listen = text(invocation, 'listen');
    if (listen !== undefined) say(JSON.stringify({ invite: (await venue.stations.invite(hostAndPort(listen))).code }));
    const code = text(invocation, 'join');
    if (code !== undefined) await venue.stations.join(code);
    if (flag(invocation, 'orders-stdin')) obey(venue, seminar, invocation).catch(() => {});
    // A desk without any reader waits too.
    const waiting = setInterval(() => {}, LONGEST_WAIT_MS);
    const verdicts = await tell(venue, earlier, invocation).finally(() => clearInterval(waiting));
    const { counts } = venue.reception.view;
    await venue.reception.close();
    return {
      exit: EXIT.done,
      json: { seminar, verdicts, ...counts },
      text: words(language)('cli.reception-closed', { verdicts, present: counts.present }),
    };
  },
};
