import type { HolderPage } from '../../../main/api/schema/credentials.ts';
import { StatusLine } from '../../design/status.tsx';
import { useWords } from '../../words/words.tsx';
import { partAddress, personAddress } from '../frame/parts.ts';

/** What somebody must know before anything else of this person, a line each. */
export function PersonNotices({ page }: { readonly page: HolderPage }) {
  const { t } = useWords();
  const { deleted, proposals, duplicates, objects } = page;
  const held = objects.some(({ kind, state }) => kind === 'card' && state === 'held');
  if (!deleted && !held && proposals.length === 0 && duplicates.length === 0) return null;
  return (
    <ul className="notices" aria-label={t('credentials.screen.person.notices')}>
      {deleted && (
        <li>
          <StatusLine status="absent">{t('credentials.screen.person.deleted')}</StatusLine>
        </li>
      )}
      {held && (
        <li>
          <StatusLine status="warning">{t('credentials.screen.person.held')}</StatusLine>
          <span className="quiet">{t('credentials.screen.person.held-note')}</span>
        </li>
      )}
      {proposals.length > 0 && (
        <li>
          <StatusLine status="warning">{t('credentials.screen.person.proposals', { count: proposals.length })}</StatusLine>
          <a href={partAddress('proposals')}>{t('credentials.screen.queue.to-proposals')}</a>
        </li>
      )}
      {duplicates.length > 0 && (
        <li>
          <StatusLine status="unsure">{t('credentials.screen.person.duplicates', { count: duplicates.length })}</StatusLine>
          {duplicates.map(({ holder, name, kana, registration }) => (
            <a key={holder} href={personAddress(holder)} lang="ja">
              {[name || t('credentials.screen.no-name'), kana, registration].filter(Boolean).join('\u3000')}
            </a>
          ))}
        </li>
      )}
    </ul>
  );
}
