import type { ReceptionView } from '../../main/api/schema/attendance.ts';
import { timeOfDay } from '../words/dates.ts';
import type { Translate } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';

/** Age of the status list in words. */
export function statusAge({ version, ageDays }: ReceptionView['status'], t: Translate): string {
  if (version === null || ageDays === null) return t('reception.corner.status-none');
  return t('reception.corner.status', { age: t('reception.corner.status-days', { days: Math.floor(ageDays) }) });
}

function peersWords(peers: ReceptionView['peers'], t: Translate): string {
  if (peers.length === 0) return t('reception.corner.peers-none');
  const connected = peers.filter((peer) => peer.connected).length;
  const behind = peers.reduce((sum, peer) => sum + peer.behind, 0);
  return t(behind > 0 ? 'reception.corner.peers-behind' : 'reception.corner.peers', { connected, total: peers.length, behind });
}

const LEAST_OFFSET_MS = 1000;

/** How old what this desk knows is. No network looks the same as network; only the ages grow. */
export function Corner({ status, peers, clock }: Pick<ReceptionView, 'status' | 'peers' | 'clock'>) {
  const { t, language } = useWords();
  const apart = peers.filter(({ connected, lastSeen }) => !connected && lastSeen !== null);
  const { offsetMs } = clock;
  return (
    <ul className="hall-corner" aria-label={t('reception.corner.label')}>
      <li>{statusAge(status, t)}</li>
      <li>{peersWords(peers, t)}</li>
      {apart.map(({ name, lastSeen }) => (
        <li key={name}>{t('reception.corner.peer-lost', { name, time: timeOfDay(lastSeen!, language) })}</li>
      ))}
      {offsetMs !== null && Math.abs(offsetMs) >= LEAST_OFFSET_MS && (
        <li>{t('reception.corner.offset', { seconds: Math.round(offsetMs / 1000) })}</li>
      )}
    </ul>
  );
}
