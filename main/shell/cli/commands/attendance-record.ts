import * as z from 'zod';
import { CardError } from '../../../../card/errors.ts';
import { type FactView, manualOrder, type VerdictView } from '../../../api/schema/attendance.ts';
import type { Venue } from '../../../attendance/venue/venue.ts';
import { AppError } from '../../../errors.ts';
import { type Language, words } from '../../../words/words.ts';
import { type Command, EXIT, type ExitStatus, flag, type Invocation, text } from '../command.ts';
import { CARD_OPTIONS, VIRTUAL_READER } from '../desk.ts';
import { choice, required, timeOption } from '../input.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

const FACES: Readonly<Record<VerdictView['face'], ExitStatus>> = {
  accepted: EXIT.done,
  warning: EXIT.indeterminate,
  stop: EXIT.negative,
  hold: EXIT.indeterminate,
};

/** Somebody without a card. @throws AppError USAGE_WRONG */
function byHand(venue: Venue, seminar: string, invocation: Invocation): Promise<VerdictView> {
  const given = (name: string) => text(invocation, name) ?? '';
  const order = manualOrder.safeParse({
    seminar,
    session: text(invocation, 'session') ?? null,
    direction: choice(invocation, 'direction', ['in', 'out'], 'in'),
    person: null,
    registration: text(invocation, 'registration') ?? null,
    name: given('name'),
    kana: given('kana'),
    affiliation: given('affiliation'),
    birthDate: given('birth-date'),
    evidence: choice(invocation, 'evidence', manualOrder.shape.evidence.options, 'booked-list'),
    reason: required(invocation, 'reason'),
    by: required(invocation, 'by'),
    at: text(invocation, 'at') === undefined ? null : timeOption(invocation).toISOString(),
    lane: null,
  });
  if (!order.success) throw new AppError('USAGE_WRONG', { note: z.prettifyError(order.error) });
  return venue.reception.manual(order.data);
}

/** The verdict on the card that lies on a reader, or is put there next. @param earlier of a reception before this one */
async function nextVerdict({ reception }: Venue, earlier: readonly VerdictView[], signal: AbortSignal): Promise<VerdictView> {
  const before = new Set(earlier.map(({ id }) => id));
  for await (const { recent } of reception.watch(signal)) {
    const verdict = recent.find(({ id, face }) => face !== 'hold' && !before.has(id));
    if (verdict) return verdict;
  }
  throw new CardError('OPERATION_ABORTED');
}

/** One tap: the verdict, and what the options say of it: whose card it is, that staff accept it. */
async function byCard(venue: Venue, seminar: string, invocation: Invocation): Promise<VerdictView> {
  const { reception } = venue;
  const reader = text(invocation, 'virtual') === undefined ? required(invocation, 'reader') : VIRTUAL_READER;
  const direction = choice(invocation, 'direction', ['in', 'out', 'auto'], 'auto');
  const { recent: earlier } = await reception.open(seminar, [{ reader, name: reader, room: text(invocation, 'room') ?? null, direction }]);
  let verdict = await nextVerdict(venue, earlier, invocation.signal);
  const registration = text(invocation, 'bind');
  if (verdict.card !== null && verdict.answer === 'open' && registration !== undefined) {
    const [name, kana, affiliation, birthDate] = ['name', 'kana', 'affiliation', 'birth-date'].map((option) => text(invocation, option) ?? '');
    verdict = await reception.bind({
      verdict: verdict.id,
      registration,
      person: null,
      name: name!,
      kana: kana!,
      affiliation: affiliation!,
      birthDate: birthDate!,
      by: required(invocation, 'by'),
    });
  }
  const reason = text(invocation, 'accept');
  if (verdict.answer === 'open' && verdict.person !== null && reason !== undefined) {
    const by = required(invocation, 'by');
    verdict = await reception.answer({ verdict: verdict.id, answer: 'accept', reason, by, photoIdentity: flag(invocation, 'photo-identity') });
  }
  return verdict;
}

function outcomeOf(verdict: VerdictView, language: Language) {
  const say = words(language);
  const name = verdict.person?.name ?? verdict.card?.name ?? '';
  const accepted = verdict.answer === 'accepted' || verdict.face === 'accepted';
  const line = say('cli.verdict', { verdict: say(`reception.verdict.${verdict.verdict}`), name, accepted: String(accepted) });
  return { exit: accepted ? EXIT.done : FACES[verdict.face], json: verdict, text: line };
}

const factOutcome = (fact: FactView) => ({ exit: EXIT.done, json: fact, text: fact.hash });

export const command: Command = {
  usage:
    'attendance record SEMINAR (--registration N | --name NAME) [--kana K] [--affiliation A] [--birth-date DAY] [--direction in|out] [--session ID] [--at ISO8601] [--evidence KIND] --reason TEXT --by NAME' +
    ' | (--reader NAME | --virtual DIR) [--direction in|out|auto] [--room ID] [--bind N] [--accept REASON] [--photo-identity] [--by NAME] | --void FACT --reason TEXT --by NAME [--data DIR]',
  options: {
    ...VENUE_OPTIONS,
    ...CARD_OPTIONS,
    registration: { type: 'string' },
    name: { type: 'string' },
    kana: { type: 'string' },
    affiliation: { type: 'string' },
    'birth-date': { type: 'string' },
    direction: { type: 'string' },
    session: { type: 'string' },
    room: { type: 'string' },
    at: { type: 'string' },
    evidence: { type: 'string' },
    reason: { type: 'string' },
    by: { type: 'string' },
    bind: { type: 'string' },
    accept: { type: 'string' },
    'photo-identity': { type: 'boolean' },
    void: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const [seminar = ''] = invocation.positionals;
    const fact = text(invocation, 'void');
    const card = text(invocation, 'virtual') !== undefined || text(invocation, 'reader') !== undefined;
    await using desk = await openVenueDesk(invocation, card);
    const { venue } = desk;
    if (fact !== undefined) {
      return factOutcome(await venue.reception.annul({ fact, reason: required(invocation, 'reason'), by: required(invocation, 'by') }));
    }
    return outcomeOf(await (card ? byCard : byHand)(venue, seminar, invocation), invocation.language);
  },
};
