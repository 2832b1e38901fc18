import type { Duty } from '../../main/api/schema/application.ts';
import { Icon } from '../design/icon.tsx';
import { useWords } from '../words/words.tsx';
import './rail.css';
import { workspacesOf } from './duties.ts';
import { address, type Place } from './routes.ts';

interface RailProps {
  readonly current: Place;
  readonly duties: readonly Duty[];
  /** What waits for a person in a workspace, in words. */
  readonly marks: Partial<Record<Place, string>>;
}

/** The workspaces of those who work here, one link each. */
export function Rail({ current, duties, marks }: RailProps) {
  const { t } = useWords();
  return (
    <nav className="rail" aria-label={t('frame.rail')}>
      <ul>
        {workspacesOf(duties, current).map((workspace) => (
          <li key={workspace}>
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
