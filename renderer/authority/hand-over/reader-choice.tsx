import { useState } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { Button } from '../../design/button.tsx';
import { Progress } from '../../design/progress.tsx';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';

interface ReaderChoiceProps {
  readonly working: boolean;
  readonly onRead: (reader: string) => void;
}

/** On which reader the holder's card lies; the one for staff is not among them. */
export function ReaderChoice({ working, onRead }: ReaderChoiceProps) {
  const { t } = useWords();
  const { cards } = useDesk();
  const { session } = useStaffAtDesk();
  const [chosen, setChosen] = useState<string | null>(null);
  const readers = (cards?.readers ?? []).filter(({ name }) => name !== session.cardReader);
  const withCard = readers.find(({ state }) => state === 'hpki') ?? readers[0];
  const reader = readers.find(({ name }) => name === chosen) ?? withCard;
  if (!reader) return <p>{t('credentials.screen.hand-over.no-reader')}</p>;
  return (
    <>
      <div className="list-tools">
        <Select
          label={t('credentials.screen.hand-over.reader')}
          options={readers.map(({ name, state }) => ({
            id: name,
            label: state === 'empty' ? t('credentials.screen.hand-over.reader-empty', { reader: name }) : name,
          }))}
          value={reader.name}
          onChange={setChosen}
        />
        <Button kind="primary" isDisabled={working || reader.state === 'empty'} onPress={() => onRead(reader.name)}>
          {t('credentials.screen.hand-over.read')}
        </Button>
      </div>
      {reader.state === 'empty' && <p className="quiet">{t('credentials.screen.hand-over.put-card')}</p>}
      {working && <Progress label={t('credentials.screen.hand-over.reading')} done={null} />}
    </>
  );
}
