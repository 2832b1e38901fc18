import type { TsaAnchorView } from '../../../main/api/schema/time-stamping.ts';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { dateAlone } from '../../words/dates.ts';
import type { Language, Translate } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';

type Accreditation = TsaAnchorView['accreditation'];

const ANSWERS = ['unknown', 'yes', 'no'] as const;
type Answer = (typeof ANSWERS)[number];

/** What somebody has typed of an accreditation. */
export interface AccreditationDraft {
  readonly answer: Answer;
  readonly source: string;
  readonly asOf: string;
}

const ANSWER_OF = (accreditation: Accreditation): Answer => (accreditation === null ? 'unknown' : accreditation.accredited ? 'yes' : 'no');

/** Today in Japan, `YYYY-MM-DD`. */
const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date());

export const draftOf = (accreditation: Accreditation): AccreditationDraft => ({
  answer: ANSWER_OF(accreditation),
  source: accreditation?.source ?? '',
  asOf: accreditation?.asOf ?? today(),
});

/** The record as it would be kept; `undefined` while it is not complete. Not known needs nothing, either answer needs its source and date. */
export function accreditationOf({ answer, source, asOf }: AccreditationDraft): Accreditation | undefined {
  if (answer === 'unknown') return null;
  if (source.trim() === '' || !/^\d{4}-\d\d-\d\d$/.test(asOf)) return undefined;
  return { accredited: answer === 'yes', source: source.trim(), asOf };
}

/** The record in one sentence. */
export function accreditationWords(accreditation: Accreditation, t: Translate, language: Language): string {
  if (accreditation === null) return t('settings.accreditation.is.unknown');
  const { accredited, source, asOf } = accreditation;
  return t(`settings.accreditation.is.${accredited ? 'yes' : 'no'}`, { source, date: dateAlone(`${asOf}T12:00:00+09:00`, language) });
}

interface AccreditationFieldsProps {
  readonly draft: AccreditationDraft;
  readonly onChange: (draft: AccreditationDraft) => void;
}

/** Whether the operator is accredited, where that is written, and when it was looked up. */
export function AccreditationFields({ draft, onChange }: AccreditationFieldsProps) {
  const { t } = useWords();
  return (
    <>
      <Select
        label={t('settings.accreditation.title')}
        note={t('settings.accreditation.note')}
        options={ANSWERS.map((id) => ({ id, label: t(`settings.accreditation.answers.${id}`) }))}
        value={draft.answer}
        onChange={(answer) => onChange({ ...draft, answer })}
      />
      {draft.answer !== 'unknown' && (
        <div className="settings-row">
          <TextField
            label={t('settings.accreditation.source')}
            note={t('settings.accreditation.source-note')}
            value={draft.source}
            onChange={(source) => onChange({ ...draft, source })}
          />
          <TextField type="date" label={t('settings.accreditation.as-of')} value={draft.asOf} onChange={(asOf) => onChange({ ...draft, asOf })} />
        </div>
      )}
    </>
  );
}
