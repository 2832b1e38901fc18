import type { SeminarState } from '../../../api/schema/training.ts';
import type { Venue } from '../../../attendance/venue/venue.ts';
import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, text } from '../command.ts';
import { required } from '../input.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

/** States of a reception that ends with the seminar. One that was never opened is settled by nobody in passing. */
const RECEIVING: ReadonlySet<SeminarState> = new Set(['open', 'running']);

/** Whoever settles a seminar that is over says that nobody else is received. @throws AppError SEMINAR_UNKNOWN, SEMINAR_NOT_OVER */
async function close({ seminars, settlements }: Venue, seminar: string): Promise<void> {
  settlements.requireOver(seminar);
  if (RECEIVING.has(seminars.get(seminar).state)) await seminars.move(seminar, 'closed', '');
}

export const command: Command = {
  usage: 'attendance settle SEMINAR --by NAME [--preview | --confirmed-by NAME --reason TEXT] [--data DIR]',
  options: {
    ...VENUE_OPTIONS,
    by: { type: 'string' },
    preview: { type: 'boolean' },
    'confirmed-by': { type: 'string' },
    reason: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const [seminar = ''] = invocation.positionals;
    const preview = flag(invocation, 'preview');
    const confirmedBy = text(invocation, 'confirmed-by');
    if (preview && confirmedBy !== undefined) throw new AppError('USAGE_WRONG', { note: '--preview --confirmed-by' });
    const by = preview ? '' : required(invocation, 'by');
    await using desk = await openVenueDesk(invocation);
    const { settlements } = desk.venue;
    if (!preview && confirmedBy === undefined) await close(desk.venue, seminar);
    const settlement = preview
      ? await settlements.preview(seminar)
      : confirmedBy === undefined
        ? await settlements.settle(seminar, by)
        : await settlements.correct(seminar, by, confirmedBy, required(invocation, 'reason'));
    const { number, participations, hash } = settlement;
    const credited = participations.filter(({ totals }) => totals.length > 0).length;
    const present = participations.filter(({ firstIn }) => firstIn !== null).length;
    return { exit: EXIT.done, json: settlement, text: words(invocation.language)('cli.settled', { number, present, credited, hash }) };
  },
};
