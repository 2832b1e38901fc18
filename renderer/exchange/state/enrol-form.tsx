import { useState } from 'react';
import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { isHubAddress } from './hub-address.ts';

interface EnrolFormProps {
  readonly state: ExchangeState;
  readonly onDone: (state: ExchangeState) => void;
}

/** Makes this desk known to a hub: where it is, the code that was given out once, and what this computer is called there. */
export function EnrolForm({ state: { staffed, suggestedName }, onDone }: EnrolFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [url, setUrl] = useState('');
  const [code, setCode] = useState('');
  const [name, setName] = useState(suggestedName);
  const address = url.trim();
  const ready = isHubAddress(address) && code.trim() !== '' && name.trim() !== '';
  const enrol = () =>
    attempt(async () => {
      const next = await desk.exchange.enrol({ url: address, code: code.trim(), name: name.trim() });
      setCode('');
      onDone(next);
    });
  return (
    <div className="exchange-form">
      {staffed && <p>{t('exchange.enrol.staff')}</p>}
      <TextField
        code
        label={t('exchange.enrol.url')}
        note={t('exchange.enrol.url-note')}
        value={url}
        onChange={setUrl}
        wrong={address === '' || 'https://'.startsWith(address) || isHubAddress(address) ? null : t('exchange.enrol.url-wrong')}
      />
      <TextField code label={t('exchange.enrol.code')} value={code} onChange={setCode} />
      <TextField label={t('exchange.enrol.name')} note={t('exchange.enrol.name-note')} value={name} onChange={setName} />
      <div className="form-actions">
        <Button kind="primary" isDisabled={working || !ready} onPress={enrol}>
          {t('exchange.enrol.do')}
        </Button>
      </div>
      {working && <Progress label={t('exchange.enrol.working')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
