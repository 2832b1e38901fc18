import type { PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';
import { Checkbox } from '../../design/choice.tsx';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';
import { useForm } from './form-context.tsx';

type Notes = PrescriptionDraft['groups'][number]['drugs'][number]['notes'];

/** 薬品補足区分 with its words in the file, which is Japanese in whichever language the program speaks. */
const WORDS = {
  '1': '一包化',
  '2': '粉砕',
  '3': '後発品変更不可',
  '4': '剤形変更不可',
  '5': '含量規格変更不可',
  '6': '剤形変更不可及び含量規格変更不可',
  '8': '先発医薬品患者希望',
} as const;
type Kind = keyof typeof WORDS;

/** What the pharmacy may not change; one at most. */
const LIMITS = ['3', '4', '5', '6', '8'] as const satisfies readonly Kind[];
const PREPARATIONS = ['1', '2'] as const satisfies readonly Kind[];
const NONE = '-';

const isLimit = (kind: string): boolean => LIMITS.some((limit) => limit === kind);
const note = (kind: Kind): Notes[number] => ({ kind, text: WORDS[kind] });

/** What the pharmacy is asked to do with a drug, or not to change. Notes of other kinds stay. */
export function DrugNotes({ notes, path }: { readonly notes: Notes; readonly path: string }) {
  const { t } = useWords();
  const { set } = useForm();
  const limit = LIMITS.find((kind) => notes.some((one) => one.kind === kind)) ?? NONE;
  return (
    <>
      <Select
        label={t('compose.drug.note')}
        options={[{ id: NONE, label: t('compose.none') }, ...LIMITS.map((kind) => ({ id: kind, label: t(`compose.drug.notes.${kind}`) }))]}
        value={limit}
        onChange={(kind) => set(path, [...notes.filter((one) => !isLimit(one.kind)), ...(kind === NONE ? [] : [note(kind)])])}
      />
      {PREPARATIONS.map((kind) => (
        <Checkbox
          key={kind}
          label={t(`compose.drug.notes.${kind}`)}
          on={notes.some((one) => one.kind === kind)}
          onChange={(on) => set(path, [...notes.filter((one) => one.kind !== kind), ...(on ? [note(kind)] : [])])}
        />
      ))}
    </>
  );
}
