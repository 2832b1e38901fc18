import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';

interface Hub {
  readonly url: string;
  readonly hasToken: boolean;
}

const isAddress = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

/** Where the whole membership can be asked, and as whom. */
export function HubForm() {
  const { desk } = useDesk();
  const known = useAnswer(() => desk.membership.hub(), [desk]);
  return (
    <>
      {known.failure && <ErrorPanel failure={known.failure} onRetry={known.ask} />}
      {known.value && <HubFields first={known.value} />}
    </>
  );
}

function HubFields({ first }: { readonly first: Hub }) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [hub, setHub] = useState(first);
  const [url, setUrl] = useState(first.url);
  const [token, setToken] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const address = url.trim();
  const keep = (next: string, words: string) =>
    attempt(async () => {
      setDone(null);
      setHub(await desk.membership.setHub({ url: next, token }));
      setUrl(next);
      setToken('');
      setDone(words);
    });
  return (
    <>
      <TextField
        code
        label={t('reception.settings.hub.url')}
        value={url}
        onChange={setUrl}
        wrong={address === '' || isAddress(address) ? null : t('reception.settings.hub.url-wrong')}
      />
      <TextField
        code
        type="password"
        label={t('reception.settings.hub.token')}
        note={t(hub.hasToken ? 'reception.settings.hub.token-kept' : 'reception.settings.hub.token-note')}
        value={token}
        onChange={setToken}
      />
      <div className="settings-actions">
        <Button isDisabled={working || !isAddress(address)} onPress={() => keep(address, t('reception.settings.hub.saved'))}>
          {t('reception.settings.hub.save')}
        </Button>
        {hub.url !== '' && (
          <Button kind="quiet" isDisabled={working} onPress={() => keep('', t('reception.settings.hub.forgotten'))}>
            {t('reception.settings.hub.forget')}
          </Button>
        )}
      </div>
      {done && <Done key={done}>{done}</Done>}
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
