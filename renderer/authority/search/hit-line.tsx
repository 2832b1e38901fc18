import type { HolderHit } from '../../../main/api/schema/credentials.ts';
import { useWords } from '../../words/words.tsx';
import { listed, queueWords } from '../words/credential-words.ts';
import { dayShort } from '../words/days.ts';
import { StateLine } from '../words/state-line.tsx';

/** Somebody in two lines: who, and what tells them from others of the same name; how the card stands, and what is waited for. */
export function HitLine({ hit }: { readonly hit: HolderHit }) {
  const { t, language } = useWords();
  const { registration, name, kana, birthDate, association, member, card, queues } = hit;
  return (
    <>
      <span className="hit-name">
        <strong lang="ja">{name}</strong> <span lang="ja">{kana}</span>
      </span>
      <span className="hit-card">{card ? <StateLine kind="card" state={card} size={18} /> : t('credentials.screen.no-card')}</span>
      <span className="hit-facts">
        {[
          registration && t('credentials.screen.search.registration', { registration }),
          birthDate && dayShort(birthDate, language),
          association,
          t(member ? 'credentials.screen.member' : 'credentials.screen.not-member'),
        ]
          .filter(Boolean)
          .join('\u3000')}
      </span>
      <span className="hit-queues">
        {listed(
          [...new Set(queues)].map((queue) => queueWords(queue, t)),
          t,
        )}
      </span>
    </>
  );
}
