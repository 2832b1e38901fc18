import { useState } from 'react';
import type { VerdictView } from '../../main/api/schema/attendance.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Checkbox } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/text-field.tsx';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import { fitsText } from './fits-text.ts';
import { keyed } from './keyed-choice.tsx';
import { look } from './look.ts';
import { Panel } from './panel.tsx';
import { PanelActions } from './panel-actions.tsx';
import { REASONS_TO_ANNUL } from './ready-reasons.ts';
import { ReasonFields, useReason } from './use-reason.tsx';
import { Who } from './who.tsx';

const RELEASE = 'c';

interface AnnulPanelProps {
  /** Records that can be annulled, newest first. */
  readonly records: readonly (VerdictView & { readonly fact: string })[];
  readonly laneNames: ReadonlyMap<string, string>;
  readonly staff: string;
  readonly onScan: (text: string) => void;
  readonly onDone: (record: VerdictView) => void;
  readonly onBack: () => void;
}

/** Annuls the last record, or one before it; the annulment is a record too. */
export function AnnulPanel({ records, laneNames, staff, onScan, onDone, onBack }: AnnulPanelProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const reason = useReason(REASONS_TO_ANNUL);
  const [marked, setMarked] = useState<boolean | null>(null);
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState(records[0]?.fact);
  const [sought, setSought] = useState('');
  const found = records.filter(({ person, card }) => fitsText(sought, person ?? { name: card?.name ?? '', kana: '', registration: null }));
  const at = Math.max(
    0,
    found.findIndex(({ fact }) => fact === chosen),
  );
  const record = found[at];
  const step = (by: number) => setChosen(found[(at + by + found.length) % Math.max(1, found.length)]?.fact);
  // Who was chosen wrongly when the card was bound is wrong at every later tap too.
  const releases = record?.byCard === true && (marked ?? reason.fields.choice === 'wrong-person');
  const annul = () => {
    setAsked(true);
    if (!record || working || reason.words === '') return;
    return attempt(async () => {
      await desk.attendance.annul({ fact: record.fact, reason: reason.words, by: staff, releaseCard: releases });
      onDone(record);
    });
  };
  return (
    <Panel
      title={t('reception.annul.title')}
      status="warning"
      onEnter={annul}
      onEscape={onBack}
      keys={{ ...reason.keys, [RELEASE]: () => setMarked(!releases), arrowdown: () => step(1), arrowup: () => step(-1) }}
      remember={reason.remember}
      onScan={onScan}
    >
      {records.length > 1 && <TextField label={t('reception.annul.search')} value={sought} onChange={setSought} />}
      {record ? (
        <>
          <div aria-live="polite">
            <Who person={record.person ?? { name: record.card?.name ?? '', kana: '', registration: null, affiliation: '' }} />
            <p>
              {timeOfDay(record.at, language, { seconds: true })} {laneNames.get(record.lane) ?? record.lane} {t(look(record).word)}
            </p>
            <p className="quiet">
              <kbd>↑</kbd> <kbd>↓</kbd> {`${at + 1} / ${found.length}`}
            </p>
          </div>
          <p className="quiet">{t('reception.annul.what')}</p>
          <ReasonFields reason={reason} />
          {record.byCard && (
            <Checkbox
              label={keyed(RELEASE, t('reception.annul.release'))}
              note={t('reception.annul.release-note')}
              on={releases}
              onChange={setMarked}
            />
          )}
          {asked && reason.words === '' && (
            <p role="alert" className="text-field-wrong">
              {t('reception.annul.reason-needed')}
            </p>
          )}
        </>
      ) : (
        <p role="status">{t(records.length > 0 ? 'reception.annul.no-match' : 'reception.annul.none')}</p>
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
