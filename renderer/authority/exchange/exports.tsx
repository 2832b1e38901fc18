import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { Button } from '../../design/button.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { type Encoding, EncodingChoice } from '../encoding-choice.tsx';
import { useSaving } from '../use-saving.ts';
import { monthsAfter, today } from '../words/days.ts';

const KINDS = ['holders', 'events', 'due'] as const;
const MONTHS = 3;

/** The registry, what happened, or what runs out until a day, as CSV. */
export function Exports() {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, save } = useSaving();
  const [what, setWhat] = useState<(typeof KINDS)[number]>('holders');
  const [until, setUntil] = useState(() => monthsAfter(today(), MONTHS));
  const [encoding, setEncoding] = useState<Encoding>('utf-8');
  const dated = what === 'due';
  return (
    <>
      <div className="list-tools">
        <Select
          label={t('credentials.screen.exchange.what')}
          options={KINDS.map((id) => ({ id, label: t(`credentials.screen.exchange.kind.${id}`) }))}
          value={what}
          onChange={setWhat}
        />
        {dated && <TextField type="date" label={t('credentials.screen.bulk.until')} value={until} onChange={setUntil} />}
        <EncodingChoice value={encoding} onChange={setEncoding} />
        <Button
          isDisabled={working || (dated && until === '')}
          onPress={() => save(() => desk.credentials.export({ what, until: dated ? until : null, encoding }))}
        >
          {t('credentials.screen.exchange.write')}
        </Button>
      </div>
      <p className="quiet">{t('credentials.screen.exchange.personal')}</p>
      {failure && <ErrorPanel failure={failure} />}
    </>
  );
}
