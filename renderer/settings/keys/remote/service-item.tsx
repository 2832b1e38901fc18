import { useState } from 'react';
import type { RemoteService } from '../../../../main/api/schema/remote.ts';
import { useDesk } from '../../../client/desk-context.tsx';
import { useTrying } from '../../../client/use-trying.ts';
import { BrowserPage } from '../../../sign/remote/browser-page.tsx';
import { Button } from '../../../design/button.tsx';
import { ConfirmActions } from '../../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../../design/error-panel.tsx';
import { Progress } from '../../../design/progress.tsx';
import { StatusLine } from '../../../design/status.tsx';
import { useWords } from '../../../words/words.tsx';
import { RemoteKeyFacts } from './remote-key-facts.tsx';
import { SignInElsewhere } from './sign-in-elsewhere.tsx';
import { useConnecting } from './use-connecting.ts';

interface ServiceItemProps {
  readonly service: RemoteService;
  /** Something is otherwise now; what to say of it, if anything. */
  readonly onChange: (said: string | null) => void;
}

/** One service: whether somebody is signed in there, which keys it keeps, and what can be done with it. */
export function ServiceItem({ service, onChange }: ServiceItemProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const connecting = useConnecting(service.id, (count) => onChange(t('keys.remote.connected-now', { count })));
  const [sure, setSure] = useState(false);
  const { id, name, base, connected, keys } = service;
  const told = failure ?? connecting.failure ?? service.failure;
  const elsewhere = told?.code === 'REMOTE_SIGN_IN_ELSEWHERE';
  const busy = working || connecting.visit !== null;
  const end = (work: () => Promise<unknown>, said: string) =>
    attempt(async () => {
      await work();
      onChange(said);
    });
  const allow = async (host: string) => {
    await end(() => desk.remote.confirmSignIn({ id, host }), t('keys.remote.allowed'));
    await connecting.start();
  };
  return (
    <>
      <h3>{name}</h3>
      <code>{base}</code>
      <StatusLine status={connected ? 'success' : 'absent'}>{t(connected ? 'keys.remote.connected' : 'keys.remote.not-connected')}</StatusLine>
      {connected && keys.length === 0 && <p>{t('keys.remote.no-keys')}</p>}
      {keys.map((key) => (
        <RemoteKeyFacts key={key.id} value={key} />
      ))}
      {connecting.visit?.state === 'asking' && <Progress label={t('keys.remote.asking')} done={null} />}
      {connecting.visit?.state === 'visiting' && (
        <BrowserPage
          address={connecting.visit.address}
          heading={t('keys.remote.visit')}
          receiver={new URL(base).host}
          note={t('keys.remote.visit-note')}
        />
      )}
      {told && <ErrorPanel failure={told} />}
      {told && elsewhere && <SignInElsewhere failure={told} isDisabled={busy} onAllow={allow} />}
      {sure ? (
        <>
          <p>{t('keys.remote.remove-sure', { service: name })}</p>
          <ConfirmActions
            kind="danger"
            label={t('keys.remote.remove')}
            isDisabled={busy}
            onConfirm={() => end(() => desk.remote.remove({ id }), t('keys.remote.removed'))}
            onCancel={() => setSure(false)}
          />
        </>
      ) : (
        <div className="settings-actions">
          {connecting.visit ? (
            <Button onPress={connecting.giveUp}>{t('keys.remote.give-up')}</Button>
          ) : connected ? (
            <Button isDisabled={busy} onPress={() => end(() => desk.remote.disconnect({ id }), t('keys.remote.disconnected'))}>
              {t('keys.remote.disconnect')}
            </Button>
          ) : (
            <Button
              kind={elsewhere ? 'secondary' : 'primary'}
              aria-label={t('keys.remote.connect-named', { service: name })}
              isDisabled={busy}
              onPress={connecting.start}
            >
              {t('keys.remote.connect')}
            </Button>
          )}
          <Button kind="quiet" isDisabled={busy} onPress={() => setSure(true)}>
            {t('keys.remote.remove')}
          </Button>
        </div>
      )}
    </>
  );
}
