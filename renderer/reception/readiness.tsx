import type { ReceptionView } from '../../main/api/schema/attendance.ts';
import type { Seminar } from '../../main/api/schema/training.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { type Status, StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import { statusAge } from './corner.tsx';

/** What should be known before the first tap: lists, clock, other stations. Nothing of it keeps reception from opening. */
export function Readiness({ seminar, view }: { readonly seminar: Seminar; readonly view: ReceptionView }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const lists = useAnswer(() => desk.membership.lists(), [desk]);
  const booked = lists.value?.filter((list) => list.seminar === seminar.id).reduce((sum, { persons }) => sum + persons, 0);
  const { maxAgeDays, ageDays, hasList } = {
    maxAgeDays: seminar.plan.policy.statusMaxAgeDays,
    ageDays: view.status.ageDays ?? 0,
    hasList: view.status.version !== null,
  };
  const connected = view.peers.filter((peer) => peer.connected).length;
  const lines: readonly (readonly [Status, string])[] = [
    ...(seminar.plan.practice ? [['info', t('reception.setup.practice')] as const] : []),
    ...(booked === undefined ? [] : [[booked > 0 ? 'success' : 'absent', t('reception.setup.booked', { count: booked })] as const]),
    hasList
      ? [maxAgeDays !== null && ageDays > maxAgeDays ? 'warning' : 'success', statusAge(view.status, t)]
      : ['absent', t('reception.setup.status-none')],
    ...(view.clock.doubts.length === 0 ? [['success', t('reception.setup.clock-good')] as const] : []),
    view.peers.length > 0
      ? [connected > 0 ? 'success' : 'absent', t('reception.setup.peers', { connected })]
      : ['absent', t('reception.setup.no-peers')],
  ];
  return (
    <section className="readiness">
      <h2>{t('reception.setup.checks')}</h2>
      <ul>
        {lines.map(([status, words]) => (
          <li key={words}>
            <StatusLine status={status}>{words}</StatusLine>
          </li>
        ))}
      </ul>
    </section>
  );
}
