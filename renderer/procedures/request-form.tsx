import { useState } from 'react';
import type { AssociationView } from '../../main/api/schema/procedures.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { Checkbox } from '../design/choice.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { useWords } from '../words/words.tsx';
import { Documents } from './documents.tsx';
import { type Form, noteTooLong, PARTS } from './form.ts';

interface RequestFormProps {
  readonly form: Form;
  readonly groups: readonly string[];
  /** The association of this desk and those above it. */
  readonly chain: readonly AssociationView[];
  readonly all: readonly { readonly code: string; readonly name: string; readonly tier: number }[];
  readonly onChange: (form: Form) => void;
}

const NONE = '*';
/** As many as one looks through. */
const MOST_NAMES = 50;
/** 郡市区等医師会 and 地区医師会: where one begins to be a member. */
const LOCAL_TIER = 3;
const CAUSES = ['retired', 'death', 'other'] as const;
const KEEPS_CLASS: readonly Form['kind'][] = ['change-class'];

/** A class at each association, or none. */
function Classes({ form, chain, onChange }: Pick<RequestFormProps, 'form' | 'chain' | 'onChange'>) {
  const { t } = useWords();
  const set = (code: string, id: string) => {
    const { [code]: _, ...others } = form.classes;
    onChange({ ...form, classes: id === NONE ? others : { ...others, [code]: id } });
  };
  const none = t(KEEPS_CLASS.includes(form.kind) ? 'procedures.new.class-same' : 'procedures.new.class-none');
  return (
    <div className="procedures-choices">
      {chain.map(({ code, name, rules }) => (
        <Select
          key={code}
          label={t('procedures.new.class-of', { association: name })}
          options={[{ id: NONE, label: none }, ...rules.classes.map(({ id, label }) => ({ id, label }))]}
          value={form.classes[code] ?? NONE}
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
        onChange={(id) => onChange({ ...form, base: id === NONE ? null : id, classes: {} })}
      />
    </div>
  );
}

function Leaving({ form, chain, onChange }: Pick<RequestFormProps, 'form' | 'chain' | 'onChange'>) {
  const { t } = useWords();
  const leave = (code: string, on: boolean) => onChange({ ...form, leave: on ? [...form.leave, code] : form.leave.filter((each) => each !== code) });
  return (
    <>
      <fieldset className="procedures-set">
        <legend>{t('procedures.new.leave')}</legend>
        <p className="quiet">{t('procedures.new.leave-note')}</p>
        {chain.map(({ code, name }) => (
          <Checkbox key={code} label={name} on={form.leave.includes(code)} onChange={(on) => leave(code, on)} />
        ))}
      </fieldset>
      <div className="procedures-choices">
        <TextField type="date" label={t('procedures.new.wished')} value={form.wishedOn} onChange={(wishedOn) => onChange({ ...form, wishedOn })} />
        <Select
          label={t('procedures.new.cause')}
          options={CAUSES.map((id) => ({ id, label: t(`procedures.reason.${id}`) }))}
          value={form.cause}
          onChange={(cause) => onChange({ ...form, cause })}
        />
        {form.cause === 'other' && (
          <TextField
            label={t('procedures.new.cause-note')}
            value={form.note}
            onChange={(note) => onChange({ ...form, note })}
            wrong={noteTooLong(form.note) ? t('procedures.new.cause-long') : null}
          />
        )}
      </div>
    </>
  );
}

/** The fields of one kind of procedure. */
export function RequestForm({ form, groups, chain, all, onChange }: RequestFormProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const has = (part: (typeof PARTS)[Form['kind']][number]) => PARTS[form.kind].includes(part);
  const elsewhere = useAnswer(async () => (has('base') && form.base !== null ? desk.procedures.chain({ code: form.base }) : null), [desk, form.base]);
  const joined = has('base') ? (elsewhere.value ?? []) : chain;
  return (
    <div className="procedures-form">
      <div className="procedures-choices">
        {has('group') && (
          <Select
            label={t('procedures.new.group')}
            options={groups.map((id) => ({ id, label: id }))}
            value={form.affiliation}
            onChange={(affiliation) => onChange({ ...form, affiliation })}
          />
        )}
        {has('affiliation') && (
          <TextField
            label={t('procedures.new.affiliation')}
            value={form.affiliation}
            onChange={(affiliation) => onChange({ ...form, affiliation })}
          />
        )}
        {has('to') && <TextField label={t('procedures.new.to')} value={form.to} onChange={(to) => onChange({ ...form, to })} />}
        {has('reason') && <TextField label={t('procedures.new.reason')} value={form.reason} onChange={(reason) => onChange({ ...form, reason })} />}
      </div>
      {has('base') && <Base form={form} all={all} onChange={onChange} />}
      {elsewhere.failure && <ErrorPanel failure={elsewhere.failure} onRetry={elsewhere.ask} />}
      {has('classes') && <Classes form={form} chain={joined} onChange={onChange} />}
      {has('leave') && <Leaving form={form} chain={chain} onChange={onChange} />}
      <Documents form={form} associations={[...new Map([...chain, ...joined].map((each) => [each.code, each])).values()]} onChange={onChange} />
    </div>
  );
}
