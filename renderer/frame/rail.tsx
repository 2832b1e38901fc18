import { Icon } from '../design/icon.tsx';
import { useWords } from '../words/words.tsx';
import './rail.css';
import { address, type Place, WORKSPACES } from './routes.ts';

interface RailProps {
  readonly current: Place;
  /** What waits for a person in a workspace, in words. */
  readonly marks: Partial<Record<Place, string>>;
}

/** The workspaces, one link each. */
export function Rail({ current, marks }: RailProps) {
  const { t } = useWords();
  return (
    <nav className="rail" aria-label={t('frame.rail')}>
      <ul>
        {WORKSPACES.map((workspace) => (
          <li key={workspace} className={`rail-${workspace}`}>
            <a href={address(workspace)} aria-current={workspace === current ? 'page' : undefined}>
              <Icon name={workspace} />
              {t(`frame.workspace.${workspace}`)}
              {marks[workspace] && (
                <span className="rail-mark">
                  <Icon name="warning" size={20} />
                  <span className="unseen">{marks[workspace]}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
