import type { SeminarState } from '../../../api/schema/training.ts';
import type { Venue } from '../../../attendance/venue/venue.ts';
import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, flag, text } from '../command.ts';
import { required } from '../input.ts';
import { openVenueDesk, VENUE_OPTIONS } from '../venue-desk.ts';

/** Whoever settles says that the seminar is over: the steps of reception that are still ahead are taken first. */
const ON_THE_WAY: Partial<Record<SeminarState, SeminarState>> = {
  planned: 'open',
  applied: 'certified',
  certified: 'open',
  open: 'closed',
  running: 'closed',
};

async function close({ seminars }: Venue, seminar: string): Promise<void> {
  for (let next = ON_THE_WAY[seminars.get(seminar).state]; next; next = ON_THE_WAY[seminars.get(seminar).state])
    await seminars.move(seminar, next, '');
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
