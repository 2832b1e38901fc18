import type { SeminarPlan, SeminarSession } from '../../main/api/schema/training.ts';
import { Banner } from '../design/banner.tsx';
import { useWords } from '../words/words.tsx';

const overlap = (a: SeminarSession, b: SeminarSession): boolean =>
  Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);

/** Names of the rooms in which sessions run at one time, in the order of the plan; none where a time tells the session. */
export function roomsAtOnce({ rooms, sessions }: Pick<SeminarPlan, 'rooms' | 'sessions'>): readonly string[] {
  const shared = new Set(sessions.filter((one) => sessions.some((other) => other.room !== one.room && overlap(one, other))).map(({ room }) => room));
  return rooms.filter(({ id }) => shared.has(id)).map(({ name }) => name);
}

interface RoomsAtOnceProps {
  readonly plan: SeminarPlan;
  /** Lanes that are for every room. */
  readonly lanes: readonly string[];
}

/** Warns, before the first tap, of lanes that cannot tell in which of several rooms a person was. */
export function RoomsAtOnce({ plan, lanes }: RoomsAtOnceProps) {
  const { t } = useWords();
  const rooms = roomsAtOnce(plan);
  if (rooms.length === 0 || lanes.length === 0) return null;
  const list = (words: readonly string[]) => words.reduce((first, rest) => t('frame.list', { first, rest }));
  return (
    <Banner status="warning" heading={t('reception.setup.rooms-at-once', { rooms: list(rooms), lanes: list(lanes) })}>
      {t('reception.setup.rooms-at-once-why')}
    </Banner>
  );
}
