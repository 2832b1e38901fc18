import { useState } from 'react';
import type { VerdictView } from '../../main/api/schema/attendance.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { look } from './look.ts';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';
import { REASONS_TO_ANNUL } from './ready-reasons.ts';
import { ReasonFields, useReason } from './use-reason.tsx';
import { Who } from './who.tsx';

interface AnnulPanelProps {
  /** Records that can be annulled, newest first. */
  readonly records: readonly (VerdictView & { readonly fact: string })[];
  readonly laneNames: ReadonlyMap<string, string>;
  readonly staff: string;
  readonly onScan: (text: string) => void;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** Annuls the last record, or one before it; the annulment is a record too. */
export function AnnulPanel({ records, laneNames, staff, onScan, onDone, onBack }: AnnulPanelProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const reason = useReason(REASONS_TO_ANNUL);
  const [chosen, setChosen] = useState(records[0]?.fact);
  const at = Math.max(
    0,
    records.findIndex(({ fact }) => fact === chosen),
  );
  const record = records[at];
  const step = (by: number) => setChosen(records[(at + by + records.length) % Math.max(1, records.length)]?.fact);
  const annul = () => {
    if (!record || working || reason.words === '') return;
    return attempt(async () => {
      await desk.attendance.annul({ fact: record.fact, reason: reason.words, by: staff });
      onDone();
    });
  };
  return (
    <Panel
      title={t('reception.annul.title')}
      status="warning"
      onEnter={annul}
      onEscape={onBack}
      keys={{ ...reason.keys, arrowdown: () => step(1), arrowup: () => step(-1) }}
      remember={reason.remember}
      onScan={onScan}
    >
      {record ? (
        <>
          <div aria-live="polite">
            <Who person={record.person ?? { name: record.card?.name ?? '', kana: '', registration: null, affiliation: '' }} />
            <p>
              {timeOfDay(record.at, language, { seconds: true })} {laneNames.get(record.lane) ?? record.lane} {t(look(record).word)}
            </p>
            <p className="quiet">
              <kbd>↑</kbd> <kbd>↓</kbd> {`${at + 1} / ${records.length}`}
            </p>
          </div>
          <p className="quiet">{t('reception.annul.what')}</p>
          <ReasonFields reason={reason} />
        </>
      ) : (
        <p>{t('reception.annul.none')}</p>
      )}
      <PanelActions
        danger
        accept={t('reception.annul.accept')}
        decline={t('reception.keys.back')}
        onAccept={annul}
        onDecline={onBack}
        disabled={!record || working}
      />
      {failure && <ErrorPanel failure={failure} />}
    </Panel>
  );
}
