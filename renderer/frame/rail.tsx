import { Icon } from '../design/icon.tsx';
import { useWords } from '../words/words.tsx';
import './rail.css';
import { address, type Place, WORKSPACES } from './routes.ts';

/** The workspaces, one link each. */
export function Rail({ current }: { readonly current: Place }) {
  const { t } = useWords();
  return (
    <nav className="rail" aria-label={t('frame.rail')}>
      <ul>
        {WORKSPACES.map((workspace) => (
          <li key={workspace} className={`rail-${workspace}`}>
            <a href={address(workspace)} aria-current={workspace === current ? 'page' : undefined}>
              <Icon name={workspace} />
              {t(`frame.workspace.${workspace}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
