import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import type { LetterForm, LetterText } from '../../../main/api/schema/letters.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { Checkbox } from '../../design/choice.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Icon } from '../../design/icon.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { Section } from '../../frame/page.tsx';
import { timeOfDay } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { Attachments } from './attachments.tsx';
import { BringPrescription } from './bring-prescription.tsx';
import { Findings } from './findings.tsx';
import { LIST } from './letter-address.ts';
import { NextSteps } from './next-steps.tsx';
import { Paper } from './paper.tsx';
import { PartyFields } from './party-fields.tsx';
import { PatientFields } from './patient-fields.tsx';
import { PhraseList } from './phrase-list.tsx';
import { appended, TextPart } from './text-part.tsx';
import { useLetter } from './use-letter.ts';
import { usePhrases } from './use-phrases.ts';
import { usePreview } from './use-preview.ts';

interface LetterDeskProps {
  readonly id: string;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** In the order of the form; the import would bring the schema along, of which screens take the types alone. */
const TEXTS = ['diagnosis', 'purpose', 'history', 'course', 'treatment', 'prescription', 'remarks'] as const satisfies readonly LetterText[];
const SETTINGS = ['outpatient', 'discharge'] as const;

/** One letter: the form in the order of the paper, what comes next, and the paper itself beside it. */
export function LetterDesk({ id, onSign }: LetterDeskProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const work = useLetter(id);
  const book = usePhrases();
  const { letter, form, failure } = work;
  const paper = usePreview(id, letter?.changedAt ?? null, letter?.attachments.length ?? 0);
  if (!letter || !form) return failure && <ErrorPanel failure={failure} />;
  const set = (part: Partial<LetterForm>) => work.change({ ...form, ...part });
  const attach = (files: File[]) =>
    work.afterwards(async () => {
      let last = letter;
      for (const file of files) last = await desk.letters.attach({ id, file });
      return last;
    });
  return (
    <div className="letter">
      <div className="letter-form">
        <p className="letter-head">
          <a className="page-back" href={LIST}>
            <Icon name="previous" size={16} />
            {t('letters.back')}
          </a>
          <span className="quiet" role="status">
            {work.saving ? t('letters.saving') : t('letters.saved', { at: timeOfDay(letter.changedAt, language) })}
          </span>
        </p>
        {failure && <ErrorPanel failure={failure} />}
        {form.answers && (
          <Section title={t('letters.answers.title')}>
            <p>{t(form.answers.institution === '' ? 'letters.answers.text-plain' : 'letters.answers.text', form.answers)}</p>
          </Section>
        )}
        <Section title={t('letters.party.addressee')}>
          <PartyFields party={form.addressee} onChange={(addressee) => set({ addressee })} />
          <Checkbox label={t('letters.party.outside')} on={form.addresseeOutside} onChange={(addresseeOutside) => set({ addresseeOutside })} />
          <div className="form-row">
            <TextField type="date" label={t('letters.date')} value={form.date} onChange={(date) => set({ date })} />
            <Select
              label={t('letters.setting.label')}
              options={SETTINGS.map((setting) => ({ id: setting, label: t(`letters.setting.${setting}`) }))}
              value={form.setting}
              onChange={(setting) => set({ setting })}
            />
          </div>
        </Section>
        <Section title={t('letters.party.sender')}>
          <PartyFields numbered party={form.sender} onChange={(sender) => set({ sender })} />
        </Section>
        <Section title={t('letters.patient.title')}>
          <PatientFields patient={form.patient} onChange={(patient) => set({ patient })} />
        </Section>
        <Section title={t('letters.texts.title')}>
          {TEXTS.map((field) => (
            <div key={field} className="stack">
              <TextPart field={field} value={form[field]} onChange={(text) => set({ [field]: text })} book={book} />
              {field === 'prescription' && (
                <BringPrescription patient={form.patient.name} onBring={(text) => set({ prescription: appended(form.prescription, text) })} />
              )}
            </div>
          ))}
          {book.failure && <ErrorPanel failure={book.failure} />}
          <PhraseList book={book} />
        </Section>
        <Attachments
          attachments={letter.attachments}
          onAdd={attach}
          onRemove={(attachment) => void work.afterwards(() => desk.letters.detach({ id, attachment }))}
        />
        <Findings findings={letter.findings} />
        <NextSteps letter={letter} work={work} onSign={onSign} />
      </div>
      <Paper document={paper} title={t('letters.preview.title')} />
    </div>
  );
}
