import { useRef } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Icon } from '../../design/icon.tsx';
import { HolderSearch } from '../search/holder-search.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { listed, wordOf } from '../words/credential-words.ts';
import { useWords } from '../../words/words.tsx';
import { partAddress, partsFor, personAddress } from './parts.ts';
import { useKeys } from './use-keys.ts';
import './workspace-bar.css';
import { useWorkspace } from './workspace-context.tsx';

/** On every page of the workspace: the search, who sits here, the emergency stop, and the way to the other parts. */
export function WorkspaceBar({ part }: { readonly part: string }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const { failure, attempt } = useTrying();
  const { person, stopping, setStopping } = useWorkspace();
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  const { lock, signOut } = desk.credentials.staff;
  return (
    <div className="workspace-bar no-print">
      <div className="workspace-bar-tools">
        <HolderSearch
          field={field}
          label={t('credentials.screen.search.label')}
          hint={t('credentials.screen.search.hint')}
          onPick={({ holder }) => {
            location.hash = personAddress(holder);
          }}
        />
        <p className="workspace-bar-who">
          <strong>{staff.name}</strong>
          <span className="under">
            {listed(
              staff.roles.map((role) => wordOf('role', role, t)),
              t,
            )}
          </span>
        </p>
        <Button kind="quiet" onPress={() => attempt(() => lock())}>
          {t('credentials.screen.session.lock')}
        </Button>
        <Button kind="quiet" onPress={() => attempt(() => signOut())}>
          {t('credentials.screen.session.sign-out')}
        </Button>
        {may(staff, 'stop') && (
          <button
            type="button"
            className="stop-button"
            aria-expanded={stopping !== null}
            onClick={() => setStopping(stopping === null ? (person ?? 'new') : null)}
          >
            <Icon name="stop" size={22} />
            {t('credentials.screen.stop.title')}
          </button>
        )}
      </div>
      {failure && <ErrorPanel failure={failure} />}
      <nav aria-label={t('credentials.screen.parts-label')}>
        <ul>
          {partsFor(staff).map((id) => (
            <li key={id}>
              <a href={partAddress(id)} aria-current={id === part ? 'page' : undefined}>
                {t(`credentials.screen.parts.${id}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
