import type { AssociationView } from '../../main/api/schema/procedures.ts';
import { Checkbox } from '../design/choice.tsx';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';
import { BaseChoice } from './base-choice.tsx';
import { Documents } from './documents.tsx';
import { type Asker, type Change, type Form, noteTooLong, PARTS, wishedWrong } from './form.ts';
import { LOCAL_TIER, type WantedDocument } from './wanted-documents.ts';

interface RequestFormProps {
  readonly form: Form;
  readonly groups: readonly string[];
  /** A correction stays in its group. A person has chosen the group of a new one before. */
  readonly fixed: boolean;
  readonly by: Asker;
  /** Associations that can be left. */
  readonly left: readonly AssociationView[];
  /** Those with a class to choose; of a move the ones of the new place. */
  readonly joined: readonly AssociationView[];
  readonly all: readonly { readonly code: string; readonly name: string; readonly tier: number }[];
  readonly documents: readonly WantedDocument[];
  /** ISO day in Japan. */
  readonly today: string;
  readonly onChange: Change;
}

const NONE = '*';
const CAUSES: Readonly<Record<Asker, readonly Form['cause'][]>> = { proxy: ['retired', 'death', 'other'], person: ['retired', 'other'] };
const KEEPS_CLASS: readonly Form['kind'][] = ['change-class'];

/** A class at each association, or none. */
function Classes({ form, joined, onChange }: Pick<RequestFormProps, 'form' | 'joined' | 'onChange'>) {
  const { t } = useWords();
  const set = (association: string, id: string) =>
    onChange(({ classes }) => ({
      classes: [...classes.filter((each) => each.association !== association), ...(id === NONE ? [] : [{ association, class: id }])],
    }));
  const none = t(KEEPS_CLASS.includes(form.kind) ? 'procedures.new.class-same' : 'procedures.new.class-none');
  return (
    <div className="procedures-choices">
      {joined.map(({ code, name, rules }) => (
        <Select
          key={code}
          label={t('procedures.new.class-of', { association: name })}
          options={[{ id: NONE, label: none }, ...rules.classes.map(({ id, label }) => ({ id, label }))]}
          value={form.classes.find(({ association }) => association === code)?.class ?? NONE}
          onChange={(id) => set(code, id)}
        />
      ))}
    </div>
  );
}

function Leaving({ form, by, left, today, onChange }: Pick<RequestFormProps, 'form' | 'by' | 'left' | 'today' | 'onChange'>) {
  const { t } = useWords();
  const choose = (code: string, on: boolean) => onChange(({ leave }) => ({ leave: on ? [...leave, code] : leave.filter((each) => each !== code) }));
  return (
    <>
      <fieldset className="choices procedures-set">
        <legend>{t('procedures.new.leave')}</legend>
        <p className="quiet">{t('procedures.new.leave-note')}</p>
        {left.map(({ code, name }) => (
          <Checkbox key={code} label={name} on={form.leave.includes(code)} onChange={(on) => choose(code, on)} />
        ))}
      </fieldset>
      <div className="procedures-choices">
        <TextField
          type="date"
          label={t('procedures.new.wished')}
          value={form.wishedOn}
          onChange={(wishedOn) => onChange(() => ({ wishedOn }))}
          wrong={wishedWrong(form.wishedOn, today) ? t('procedures.new.wished-wrong') : null}
        />
        <Select
          label={t('procedures.new.cause')}
          options={CAUSES[by].map((id) => ({ id, label: t(`procedures.reason.${id}`) }))}
          value={form.cause}
          onChange={(cause) => onChange(() => ({ cause }))}
        />
        {form.cause === 'other' && (
          <TextField
            label={t('procedures.new.cause-note')}
            value={form.note}
            onChange={(note) => onChange(() => ({ note }))}
            wrong={noteTooLong(form.note) ? t('procedures.new.cause-long') : null}
          />
        )}
      </div>
    </>
  );
}

/** The fields of one kind of procedure. */
export function RequestForm({ form, groups, fixed, by, left, joined, all, documents, today, onChange }: RequestFormProps) {
  const { t } = useWords();
  const has = (part: (typeof PARTS)[Form['kind']][number]) => PARTS[form.kind].includes(part);
  return (
    <div className="procedures-form">
      <div className="procedures-choices">
        {has('group') && (by === 'proxy' || fixed) && (
          <Select
            label={t('procedures.new.group')}
            options={groups.map((id) => ({ id, label: id }))}
            value={form.affiliation}
            onChange={(affiliation) => onChange(() => ({ affiliation }))}
          />
        )}
        {has('affiliation') && (
          <TextField
            label={t('procedures.new.affiliation')}
            value={form.affiliation}
            onChange={(affiliation) => onChange(() => ({ affiliation }))}
            disabled={fixed}
          />
        )}
        {has('to') && <TextField label={t('procedures.new.to')} value={form.to} onChange={(to) => onChange(() => ({ to }))} />}
        {has('reason') && <TextField label={t('procedures.new.reason')} value={form.reason} onChange={(reason) => onChange(() => ({ reason }))} />}
      </div>
      {has('base') && (
        <BaseChoice
          label={t('procedures.new.base')}
          associations={all.filter(({ tier }) => tier >= LOCAL_TIER)}
          value={form.base}
          onChange={(base) => onChange(() => ({ base, classes: [] }))}
        />
      )}
      {has('classes') && <Classes form={form} joined={joined} onChange={onChange} />}
      {has('leave') && <Leaving form={form} by={by} left={left} today={today} onChange={onChange} />}
      <Documents form={form} documents={documents} by={by} onChange={onChange} />
    </div>
  );
}
