import type { ReactNode } from 'react';
import type { AdministrationChoices } from '../../../main/api/schema/hub-administration.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox, ToggleSwitch } from '../../design/choice.tsx';
import { Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { knownKey } from '../../words/translate.ts';
import { useWords } from '../../words/words.tsx';
import { nextKey, type RulesDraft, YEARS } from './draft.ts';
import type { Wrong } from './use-wrong.ts';

interface RulesFormProps {
  readonly rules: RulesDraft;
  readonly choices: AdministrationChoices;
  readonly wrong: Wrong;
  readonly onChange: (part: Partial<RulesDraft>) => void;
}

interface RowsProps<Row> {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly Row[];
  readonly fields: (row: Row, index: number, change: (part: Partial<Row>) => void) => ReactNode;
  readonly make: () => Row;
  readonly add: string;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly wrong: string | null;
}

/** Rows of one kind, each with its fields, to be added to and taken from. */
function Rows<Row extends { readonly key: number; readonly label: string }>({
  title,
  note,
  rows,
  fields,
  make,
  add,
  onChange,
  wrong,
}: RowsProps<Row>) {
  const { t } = useWords();
  return (
    <fieldset className="hub-rows">
      <legend>{title}</legend>
      <p className="quiet">{note}</p>
      {rows.map((row, index) => (
        <div key={row.key} className="hub-row">
          <div className="hub-row-fields">
            {fields(row, index, (part) => onChange(rows.map((each) => (each === row ? { ...each, ...part } : each))))}
          </div>
          <Button
            kind="quiet"
            icon="close"
            aria-label={t('hub.rules.remove', { name: row.label || String(index + 1) })}
            onPress={() => onChange(rows.filter((each) => each !== row))}
          />
        </div>
      ))}
      {wrong && <p className="text-field-wrong">{wrong}</p>}
      <div className="tools">
        <Button icon="larger" onPress={() => onChange([...rows, make()])}>
          {add}
        </Button>
      </div>
    </fieldset>
  );
}

interface ManyProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly wrong: string | null;
}

/** Some of several. */
function Many({ label, options, value, onChange, wrong }: ManyProps) {
  return (
    <fieldset className="hub-many">
      <legend>{label}</legend>
      <div className="hub-many-options">
        {options.map(({ id, label: name }) => (
          <Checkbox
            key={id}
            label={name}
            on={value.includes(id)}
            onChange={(on) => onChange(on ? [...value, id] : value.filter((each) => each !== id))}
          />
        ))}
      </div>
      {wrong && <p className="text-field-wrong">{wrong}</p>}
    </fieldset>
  );
}

const NONE = '*';

/** The rules of one association (医師会ごとの独自ルール): classes, groups, documents, reliefs of its fee. */
export function RulesForm({ rules, choices, wrong, onChange }: RulesFormProps) {
  const { t } = useWords();
  const words = [t('settings.on'), t('settings.off')] as const;
  const kinds = choices.procedures.map((id) => {
    const key = knownKey(`membership.pending.kinds.${id}`);
    return { id, label: key ? t(key) : id };
  });
  const classes = rules.classes.filter(({ id }) => id !== '').map(({ id, label }) => ({ id, label: label || id }));
  const nationals = [{ id: NONE, label: t('hub.rules.no-national') }, ...choices.national_classes];
  return (
    <div className="stack">
      <ToggleSwitch
        label={t('hub.rules.to-national')}
        words={words}
        on={rules.joinToNational}
        onChange={(joinToNational) => onChange({ joinToNational })}
      />
      <ToggleSwitch label={t('hub.rules.several')} words={words} on={rules.severalGroups} onChange={(severalGroups) => onChange({ severalGroups })} />
      <Rows
        title={t('hub.rules.classes')}
        note={t('hub.rules.classes-note')}
        add={t('hub.rules.add-class')}
        rows={rules.classes}
        wrong={wrong('rules.classes')}
        make={() => ({ key: nextKey(), id: '', label: '', national: '' })}
        onChange={(rows) => onChange({ classes: rows })}
        fields={(row, index, change) => (
          <>
            <TextField label={t('hub.rules.id')} value={row.id} onChange={(id) => change({ id })} wrong={wrong(`rules.classes.${index}.id`)} code />
            <TextField
              label={t('hub.rules.label')}
              value={row.label}
              onChange={(label) => change({ label })}
              wrong={wrong(`rules.classes.${index}.label`)}
            />
            <Select
              label={t('hub.rules.national')}
              options={nationals}
              value={row.national || NONE}
              onChange={(id) => change({ national: id === NONE ? '' : id })}
            />
          </>
        )}
      />
      <Rows
        title={t('hub.rules.attachments')}
        note={t('hub.rules.attachments-note')}
        add={t('hub.rules.add-attachment')}
        rows={rules.attachments}
        wrong={wrong('rules.attachments')}
        make={() => ({ key: nextKey(), id: '', label: '', for: [] })}
        onChange={(rows) => onChange({ attachments: rows })}
        fields={(row, index, change) => (
          <>
            <TextField
              label={t('hub.rules.id')}
              value={row.id}
              onChange={(id) => change({ id })}
              wrong={wrong(`rules.attachments.${index}.id`)}
              code
            />
            <TextField
              label={t('hub.rules.label')}
              value={row.label}
              onChange={(label) => change({ label })}
              wrong={wrong(`rules.attachments.${index}.label`)}
            />
            <Many
              label={t('hub.rules.for')}
              options={kinds}
              value={row.for}
              onChange={(ids) => change({ for: ids })}
              wrong={wrong(`rules.attachments.${index}.for`)}
            />
          </>
        )}
      />
      <Rows
        title={t('hub.rules.reliefs')}
        note={t('hub.rules.reliefs-note')}
        add={t('hub.rules.add-relief')}
        rows={rules.reliefs}
        wrong={wrong('rules.reliefs')}
        make={() => ({ key: nextKey(), id: '', label: '', classes: [], ageFrom: '', memberYearsFrom: '', graduatedWithin: '', claimed: '' })}
        onChange={(rows) => onChange({ reliefs: rows })}
        fields={(row, index, change) => (
          <>
            <TextField label={t('hub.rules.id')} value={row.id} onChange={(id) => change({ id })} wrong={wrong(`rules.reliefs.${index}.id`)} code />
            <TextField
              label={t('hub.rules.label')}
              value={row.label}
              onChange={(label) => change({ label })}
              wrong={wrong(`rules.reliefs.${index}.label`)}
            />
            <Many
              label={t('hub.rules.relief-classes')}
              options={classes}
              value={row.classes}
              onChange={(ids) => change({ classes: ids })}
              wrong={wrong(`rules.reliefs.${index}.classes`)}
            />
            {YEARS.map((name) => (
              <TextField
                key={name}
                label={t(`hub.rules.${name}`)}
                unit={t('hub.rules.years')}
                inputMode="numeric"
                value={row[name]}
                onChange={(text) => change({ [name]: text })}
                wrong={wrong(`rules.reliefs.${index}.when.${name}`)}
              />
            ))}
            <TextField
              label={t('hub.rules.claimed')}
              value={row.claimed}
              onChange={(claimed) => change({ claimed })}
              wrong={wrong(`rules.reliefs.${index}.when.claimed.0`)}
              code
            />
          </>
        )}
      />
    </div>
  );
}
