import type { Scheme } from '../../../main/api/schema/training.ts';
import { type Option, Select } from '../../design/select.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { creditNames } from '../credit-words.ts';
import './credit-fields.css';
import { emptyCredit } from './new-plan.ts';
import { type CreditDraft, isMissing, type ProblemId } from './plan-draft.ts';

const NO_CODE = 'none';
/** The scheme whose certificate counts codes beside units. */
const COUNTS_CODES = 'cme';

interface CreditFieldsProps {
  readonly credit: CreditDraft;
  readonly schemes: readonly Scheme[];
  readonly disabled?: boolean;
  /** What is wrong with the units. */
  readonly wrong: ProblemId | undefined;
  readonly onChange: (credit: CreditDraft) => void;
  /** A balance names every curriculum code of the booklet. */
  readonly severalCodes?: boolean;
}

/** Scheme, category, code and units; what a scheme does not have is not asked. */
export function CreditFields({ credit, schemes, disabled = false, wrong, onChange, severalCodes = false }: CreditFieldsProps) {
  const { t, language } = useWords();
  const scheme = schemes.find(({ id }) => id === credit.scheme);
  const category = scheme?.categories.find(({ id }) => id === credit.category);
  const categories = scheme?.categories.filter(({ id }) => id !== '') ?? [];
  const set = (part: Partial<CreditDraft>) => onChange({ ...credit, ...part });
  const names = creditNames(schemes, language);
  const unnamed: Option<string> = { id: NO_CODE, label: t('training.credit.no-code') };
  const listed = severalCodes && credit.scheme === COUNTS_CODES;
  return (
    <div className="credit-fields">
      <Select
        label={t('training.credit.scheme')}
        options={schemes.map(({ id, name }) => ({ id, label: name[language] }))}
        value={credit.scheme}
        onChange={(id) => onChange({ ...emptyCredit(schemes.find((known) => known.id === id)), units: credit.units })}
        disabled={disabled}
      />
      {categories.length > 0 && (
        <Select
          label={t('training.credit.category')}
          options={categories.map(({ id, name }) => ({ id, label: name[language] }))}
          value={credit.category}
          onChange={(id) => set({ category: id, code: '' })}
          disabled={disabled}
        />
      )}
      {listed && <TextField label={t('credits.codes')} value={credit.code} onChange={(code) => set({ code })} disabled={disabled} />}
      {!listed && category?.codesKnown && category.codes.length > 0 && (
        <Select
          label={t('training.credit.code')}
          options={[unnamed, ...category.codes.map(({ code }) => ({ id: code, label: names.code(credit.scheme, category.id, code) }))]}
          value={credit.code || NO_CODE}
          onChange={(code) => set({ code: code === NO_CODE ? '' : code })}
          disabled={disabled}
        />
      )}
      {!listed && category && !category.codesKnown && (
        <TextField
          label={t('training.credit.code')}
          note={t('training.credit.any-code')}
          value={credit.code}
          onChange={(code) => set({ code })}
          disabled={disabled}
        />
      )}
      <div className="credit-units">
        <TextField
          label={t('training.credit.units')}
          unit={t('training.credit.unit')}
          value={credit.units}
          onChange={(units) => set({ units })}
          inputMode="decimal"
          disabled={disabled}
          wrong={wrong && !isMissing(wrong) ? t(`training.problem.${wrong}`) : null}
        />
      </div>
    </div>
  );
}
