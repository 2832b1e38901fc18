import { useState } from 'react';
import type { EventsFile } from '../../../main/api/schema/exchange.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { StatusLine } from '../../design/status.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useLostFocus } from '../../design/use-lost-focus.ts';
import { comparedBeginning, thumbprintDigits } from '../../settings/reception/thumbprint.ts';
import { dateAndTime } from '../../words/dates.ts';
import { fingerprint } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';
import { peerWords } from '../exchange-words.ts';

interface SenderProps {
  readonly name: string;
  readonly says: EventsFile;
  readonly working: boolean;
  readonly onTake: () => void;
  readonly onCancel: () => void;
}

/** Who wrote a file. A sender who is new is compared by another way before anything of it is read. */
export function Sender({ name, says, working, onTake, onCancel }: SenderProps) {
  const { t, language } = useWords();
  const { thumbprint, confirmed, kind, from, to, issuedAt, count } = says;
  const [typed, setTyped] = useState('');
  const [compared, setCompared] = useState(false);
  const heading = useLostFocus<HTMLHeadingElement>(name, { atFirst: true });
  const beginning = comparedBeginning(typed, thumbprint);
  const ready = confirmed || (beginning === 'agrees' && compared);
  const sender = t(`exchange.files.sender.${kind}`);
  return (
    <section className="card" aria-label={name}>
      <h3 ref={heading} tabIndex={-1} className="exchange-peer">
        {name}
      </h3>
      <DefinitionList
        items={[
          { term: t('exchange.files.kind'), value: sender },
          { term: t('exchange.files.from'), value: from, code: true },
          { term: t('exchange.files.for-whom'), value: peerWords(to, { hub: null }, t) },
          { term: t('exchange.files.issued'), value: dateAndTime(issuedAt, language) },
          { term: t('exchange.files.count'), value: t('exchange.files.events', { count }) },
        ]}
      />
      {confirmed ? (
        <StatusLine status="success">{t('exchange.files.known')}</StatusLine>
      ) : (
        <>
          <StatusLine status="warning">{t('exchange.files.stranger')}</StatusLine>
          <div>
            <p>{t('exchange.files.fingerprint')}</p>
            <code className="exchange-fingerprint">{fingerprint(thumbprintDigits(thumbprint) ?? thumbprint)}</code>
            <p className="quiet exchange-peer">{t('exchange.files.other', { thumbprint })}</p>
          </div>
          <TextField
            code
            label={t('exchange.files.typed')}
            note={t('exchange.files.typed-note')}
            value={typed}
            onChange={setTyped}
            wrong={beginning === 'differs' ? t('exchange.files.typed-wrong') : null}
          />
          <Checkbox label={t('exchange.files.compared', { sender })} on={compared} onChange={setCompared} />
        </>
      )}
      <div className="form-actions">
        <Button kind="primary" isDisabled={working || !ready} onPress={onTake}>
          {t(confirmed ? 'exchange.files.import' : 'exchange.files.import-compared')}
        </Button>
        <Button kind="quiet" onPress={onCancel}>
          {t('exchange.files.cancel')}
        </Button>
        {!ready && <p className="quiet">{t('exchange.files.needs')}</p>}
      </div>
    </section>
  );
}
