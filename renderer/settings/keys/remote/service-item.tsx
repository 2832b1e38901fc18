import { useState } from 'react';
import type { RemoteService } from '../../../../main/api/schema/remote.ts';
import { useDesk } from '../../../client/desk-context.tsx';
import { useTrying } from '../../../client/use-trying.ts';
import { BrowserPage } from '../../../frame/browser-page.tsx';
import { Button } from '../../../design/button.tsx';
import { ConfirmActions } from '../../../design/confirm-actions.tsx';
import { ErrorPanel } from '../../../design/error-panel.tsx';
import { Progress } from '../../../design/progress.tsx';
import { StatusLine } from '../../../design/status.tsx';
import { useWords } from '../../../words/words.tsx';
import { RemoteKeyFacts } from './remote-key-facts.tsx';
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
  const busy = working || connecting.visit !== null;
  const end = (work: () => Promise<unknown>, said: string) =>
    attempt(async () => {
      await work();
      onChange(said);
    });
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
        <BrowserPage address={connecting.visit.address} heading={t('keys.remote.visit')} note={(host) => t('keys.remote.visit-note', { host })} />
      )}
      {told && <ErrorPanel failure={told} />}
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
            <Button kind="primary" aria-label={t('keys.remote.connect-named', { service: name })} isDisabled={busy} onPress={connecting.start}>
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
