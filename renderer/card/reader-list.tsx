import { Radio, RadioGroup } from 'react-aria-components';
import type { ReaderView } from '../../main/api/schema/card.ts';
import { StatusLine } from '../design/status.tsx';
import { Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import { holderCertificate, nameOf, SIGHT_STATUS } from './reader-state.ts';

interface ReaderListProps {
  readonly readers: readonly ReaderView[];
  readonly current: ReaderView | null;
  readonly onChoose: (reader: string) => void;
}

/** All readers, when there are several: the chosen one is the one that strip and signing speak of. */
export function ReaderList({ readers, current, onChoose }: ReaderListProps) {
  const { t } = useWords();
  return (
    <Section title={t('card.readers')} note={t('card.readers-note')}>
      <RadioGroup className="reader-list" aria-label={t('card.readers')} value={current?.name ?? null} onChange={onChoose}>
        {readers.map((reader) => {
          const certificate = holderCertificate(reader);
          const sight = reader.busy && reader.state !== 'hpki' ? 'busy' : reader.state;
          return (
            <Radio key={reader.name} value={reader.name} className="reader-choice">
              <span className="reader-dot" />
              <span>
                <strong>{reader.name}</strong>
                <span className="quiet"> {t(`card.transport.${reader.transport}`)}</span>
              </span>
              <span>{certificate && nameOf(certificate)}</span>
              <StatusLine status={SIGHT_STATUS[sight]}>{t(`card.reader-state.${sight}`)}</StatusLine>
            </Radio>
          );
        })}
      </RadioGroup>
    </Section>
  );
}
