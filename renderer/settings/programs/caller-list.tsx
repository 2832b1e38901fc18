import { useState } from 'react';
import type { ProgramCaller } from '../../../main/api/schema/programs.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { placeOf } from '../../requests/who-asks.ts';
import { dateAlone, dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { PermissionChoices } from './permission-choices.tsx';
import './programs.css';

/** The connected programs: where each is, when it was last used, what it may do. */
export function CallerList({ callers }: { readonly callers: readonly ProgramCaller[] }) {
  const { t } = useWords();
  const [removed, setRemoved] = useState<string | null>(null);
  return (
    <>
      {callers.length === 0 && <p>{t('programs.settings.callers.none')}</p>}
      <ul className="settings-list">
        {callers.map((caller) => (
          <li key={caller.id} className="settings-item">
            <CallerItem caller={caller} onRemoved={() => setRemoved(caller.name)} />
          </li>
        ))}
      </ul>
      {removed !== null && <Done key={removed}>{t('programs.settings.callers.removed', { program: removed })}</Done>}
    </>
  );
}

function CallerItem({ caller, onRemoved }: { readonly caller: ProgramCaller; readonly onRemoved: () => void }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [sure, setSure] = useState(false);
  const { id, name, origin, permissions, pairedAt, usedAt } = caller;
  const used =
    usedAt === null ? t('programs.settings.callers.unused') : t('programs.settings.callers.used', { date: dateAndTimeShort(usedAt, language) });
  const remove = () =>
    attempt(async () => {
      await desk.programs.remove({ id });
      onRemoved();
    });
  return (
    <>
      <h3 className="program-name">{name}</h3>
      <p className="program-name">{placeOf(caller, t)}</p>
      <p className="quiet">
        {t('programs.settings.callers.paired', { date: dateAlone(pairedAt, language) })} {used}
      </p>
      <PermissionChoices
        permissions={permissions}
        web={origin !== null}
        disabled={working}
        onChange={(given) => attempt(() => desk.programs.change({ id, permissions: given }))}
      />
      {sure ? (
        <>
          <p>{t('programs.settings.callers.remove-sure', { program: name })}</p>
          <ConfirmActions
            kind="danger"
            label={t('programs.settings.callers.remove')}
            isDisabled={working}
            onConfirm={remove}
            onCancel={() => setSure(false)}
          />
        </>
      ) : (
        <div className="settings-actions">
          <Button kind="quiet" aria-label={t('programs.settings.callers.remove-named', { program: name })} onPress={() => setSure(true)}>
            {t('programs.settings.callers.remove')}
          </Button>
        </div>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
