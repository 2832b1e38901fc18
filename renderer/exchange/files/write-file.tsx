import { useState } from 'react';
import type { ExchangeState } from '../../../main/api/schema/exchange.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { Done } from '../../design/done.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { saveCopy } from '../../documents/save-copy.ts';
import { thumbprintDigits } from '../../settings/reception/thumbprint.ts';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';

interface WriteFileProps {
  readonly state: ExchangeState;
  readonly onState: (state: ExchangeState) => void;
}

const FOR = ['authority', 'association', 'hub'] as const;

/** Whom a desk has most to tell: the authority tells associations, everybody else the authority. */
const usual = ({ hub, staffed }: ExchangeState): (typeof FOR)[number] =>
  hub?.kind === 'authority' || (hub === null && staffed) ? 'association' : 'authority';

/** Events as one signed file: for whom, and what a recipient compares who has never had one of this desk. */
export function WriteFile({ state, onState }: WriteFileProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const [recipient, setRecipient] = useState(() => usual(state));
  const [association, setAssociation] = useState('');
  const [again, setAgain] = useState(false);
  const [written, setWritten] = useState<{ readonly name: string; readonly count: number } | null>(null);
  const peer = recipient === 'association' ? association.trim() : recipient;
  const write = () =>
    attempt(async () => {
      setWritten(null);
      const { file, count, delivery } = await desk.exchange.export({ peer, again });
      saveCopy(file, file.name);
      onState(await desk.exchange.delivered({ delivery }));
      setWritten({ name: file.name, count });
    });
  return (
    <div className="exchange-form">
      <Select
        label={t('exchange.files.for')}
        options={FOR.map((id) => ({ id, label: t(`exchange.files.to.${id}`) }))}
        value={recipient}
        onChange={setRecipient}
      />
      {recipient === 'association' && <TextField code label={t('exchange.files.association')} value={association} onChange={setAssociation} />}
      <Checkbox label={t('exchange.files.again')} on={again} onChange={setAgain} />
      <div className="form-actions">
        <Button isDisabled={working || peer === ''} onPress={write}>
          {t('exchange.files.write')}
        </Button>
      </div>
      {working && <Progress label={t('exchange.files.writing')} done={null} />}
      {written && (
        <>
          <Done key={written.name}>{t('exchange.files.written', written)}</Done>
          <p>{t('exchange.files.tell')}</p>
          <code className="exchange-fingerprint">{fingerprint(thumbprintDigits(state.thumbprint) ?? state.thumbprint)}</code>
        </>
      )}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
