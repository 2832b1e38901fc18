import { useState } from 'react';
import type { AssociationView } from '../../main/api/schema/procedures.ts';
import { Checkbox } from '../design/choice.tsx';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';
import { Documents } from './documents.tsx';
import { type Change, type Form, noteTooLong, PARTS, wishedWrong } from './form.ts';
import { LOCAL_TIER, type WantedDocument } from './wanted-documents.ts';

interface RequestFormProps {
  readonly form: Form;
  readonly groups: readonly string[];
  /** A correction stays in its group. */
  readonly fixed: boolean;
  /** The association of this desk and those above it. */
  readonly chain: readonly AssociationView[];
  /** Those that can be joined: the same, or of a move the ones of the new place. */
  readonly joined: readonly AssociationView[];
  readonly all: readonly { readonly code: string; readonly name: string; readonly tier: number }[];
  readonly documents: readonly WantedDocument[];
  /** ISO day in Japan. */
  readonly today: string;
  readonly onChange: Change;
}

const NONE = '*';
/** As many as one looks through. */
const MOST_NAMES = 50;
const CAUSES = ['retired', 'death', 'other'] as const;
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

/** The association of the new place, out of all. */
function Base({ form, all, onChange }: Pick<RequestFormProps, 'form' | 'all' | 'onChange'>) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const local = all.filter(({ tier, name }) => tier >= LOCAL_TIER && name.includes(text.trim()));
  const chosen = all.find(({ code }) => code === form.base);
  const shown = [...new Set([...(chosen ? [chosen] : []), ...local.slice(0, MOST_NAMES)])];
  return (
    <div className="procedures-choices">
      <TextField label={t('procedures.new.base-filter')} value={text} onChange={setText} />
      <Select
        label={t('procedures.new.base')}
        options={[{ id: NONE, label: t('procedures.new.base-none') }, ...shown.map(({ code, name }) => ({ id: code, label: name }))]}
        value={form.base ?? NONE}
        onChange={(id) => onChange(() => ({ base: id === NONE ? null : id, classes: [] }))}
      />
    </div>
  );
}

function Leaving({ form, chain, today, onChange }: Pick<RequestFormProps, 'form' | 'chain' | 'today' | 'onChange'>) {
  const { t } = useWords();
  const choose = (code: string, on: boolean) => onChange(({ leave }) => ({ leave: on ? [...leave, code] : leave.filter((each) => each !== code) }));
  return (
    <>
      <fieldset className="procedures-set">
        <legend>{t('procedures.new.leave')}</legend>
        <p className="quiet">{t('procedures.new.leave-note')}</p>
        {chain.map(({ code, name }) => (
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
          options={CAUSES.map((id) => ({ id, label: t(`procedures.reason.${id}`) }))}
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
export function RequestForm({ form, groups, fixed, chain, joined, all, documents, today, onChange }: RequestFormProps) {
  const { t } = useWords();
  const has = (part: (typeof PARTS)[Form['kind']][number]) => PARTS[form.kind].includes(part);
  return (
    <div className="procedures-form">
      <div className="procedures-choices">
        {has('group') && (
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
      {has('base') && <Base form={form} all={all} onChange={onChange} />}
      {has('classes') && <Classes form={form} joined={joined} onChange={onChange} />}
      {has('leave') && <Leaving form={form} chain={chain} today={today} onChange={onChange} />}
      <Documents form={form} documents={documents} onChange={onChange} />
    </div>
  );
}
