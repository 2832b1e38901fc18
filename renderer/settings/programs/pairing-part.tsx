import { useEffect, useRef, useState } from 'react';
import type { ProgramPairing, ProgramPermissions, ProgramsView } from '../../../main/api/schema/programs.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { StatusLine } from '../../design/status.tsx';
import { whoAsks } from '../../requests/who-asks.ts';
import { timeOfDay } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { PermissionChoices } from './permission-choices.tsx';
import './programs.css';

/** Connecting a program: open, look who asks, allow, read the code. */
export function PairingPart({ view }: { readonly view: ProgramsView }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const { pairing, pairingUntil, callers } = view;
  const connected = useConnected(view);
  return (
    <>
      {pairingUntil === null && (
        <div className="settings-actions">
          <Button isDisabled={working} onPress={() => attempt(() => desk.programs.openPairing())}>
            {t('programs.settings.pair.open')}
          </Button>
        </div>
      )}
      {pairingUntil !== null && !pairing && (
        <div role="status" className="settings-import">
          <StatusLine status="busy">{t('programs.settings.pair.waiting')}</StatusLine>
          <p>{t('programs.settings.pair.waiting-note', { time: timeOfDay(pairingUntil, language) })}</p>
        </div>
      )}
      {pairing && <AskedPairing key={pairing.id} pairing={pairing} />}
      {pairingUntil !== null && (
        <div className="settings-actions">
          <Button kind="quiet" isDisabled={working} onPress={() => attempt(() => desk.programs.closePairing())}>
            {t('programs.settings.pair.close')}
          </Button>
        </div>
      )}
      {connected && callers.some(({ id }) => id === connected.id) && (
        <Done key={connected.id}>{t('programs.settings.pair.done', { program: connected.name })}</Done>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}

/** The program that was connected while this was shown. */
function useConnected({ callers }: ProgramsView): ProgramsView['callers'][number] | null {
  const before = useRef(new Set(callers.map(({ id }) => id)));
  const [connected, setConnected] = useState<ProgramsView['callers'][number] | null>(null);
  useEffect(() => {
    const fresh = callers.find(({ id }) => !before.current.has(id));
    before.current = new Set(callers.map(({ id }) => id));
    if (fresh) setConnected(fresh);
  }, [callers]);
  return connected;
}

function AskedPairing({ pairing }: { readonly pairing: ProgramPairing }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const { id, wanted, state, code, origin } = pairing;
  const wants = (kind: ProgramPairing['wanted'][number]) => (wanted.includes(kind) ? 'ask' : 'no');
  const [permissions, setPermissions] = useState<ProgramPermissions>({
    sign: wants('sign'),
    verify: wants('verify'),
    card: wants('card'),
    login: origin === null ? 'no' : wants('login'),
  });
  const program = whoAsks(pairing, t);
  if (state === 'allowed' && code !== null) {
    return (
      <div role="status" className="settings-item">
        <h3>{t('programs.settings.pair.code', { program: pairing.name })}</h3>
        <p>
          <span className="unseen">{t('programs.settings.pair.code-label')} </span>
          <code className="program-code">{code}</code>
        </p>
        <p>{t('programs.settings.pair.code-note')}</p>
      </div>
    );
  }
  return (
    <div className="settings-item">
      <div role="status">
        <h3>{t('programs.settings.pair.asked', { program })}</h3>
      </div>
      <p>{t('programs.settings.pair.asked-note')}</p>
      <p>{t('programs.settings.pair.wanted', { kinds: wanted.map((kind) => t(`programs.kind.${kind}`)).join(t('programs.settings.pair.and')) })}</p>
      <PermissionChoices permissions={permissions} web={origin !== null} onChange={setPermissions} />
      <div className="settings-actions">
        <Button kind="primary" isDisabled={working} onPress={() => attempt(() => desk.programs.allow({ id, permissions }))}>
          {t('programs.settings.pair.allow')}
        </Button>
        <Button isDisabled={working} onPress={() => attempt(() => desk.programs.refuse({ id }))}>
          {t('programs.settings.pair.refuse')}
        </Button>
      </div>
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
