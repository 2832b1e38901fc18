import type { Sj1Record } from '../../../pki/eps/sj1.ts';

/** A field of a record; `form` is what a value must look like where it is not empty. */
export interface FieldRule {
  readonly name: string;
  readonly form?: RegExp;
  readonly required?: true;
}

/** What a record belongs to: the prescription, one RP (first field), or one drug of it (first two fields). */
export type RecordScope = 'prescription' | 'group' | 'drug';

export interface RecordRule {
  readonly name: string;
  readonly scope: RecordScope;
  /** More than one within its scope is allowed. */
  readonly repeats?: true;
  readonly fields: readonly FieldRule[];
}

const field = (name: string, form?: RegExp): FieldRule => (form ? { name, form } : { name });
const required = (name: string, form?: RegExp): FieldRule => ({ ...field(name, form), required: true });
const once = (name: string, ...fields: FieldRule[]): RecordRule => ({ name, scope: 'prescription', fields });
const repeated = (name: string, ...fields: FieldRule[]): RecordRule => ({ name, scope: 'prescription', repeats: true, fields });

const DATE = /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const NUMBER = /^\d+$/;

const group = (name: string, ...fields: FieldRule[]): RecordRule => ({ name, scope: 'group', fields: [required('RP番号', NUMBER), ...fields] });
const drug = (name: string, ...fields: FieldRule[]): RecordRule => ({
  name,
  scope: 'drug',
  fields: [required('RP番号', NUMBER), required('RP内連番', NUMBER), ...fields],
});
const publicExpense = (name: string): RecordRule => once(name, field('負担者番号'), field('受給者番号'));

/**
 * Records of the prescription information file SJ1 by number, with the fields after it (electronic prescription service, recording
 * conditions for prescriptions; the layout follows JAHIS's two-dimensional code of outpatient prescriptions). Names are the specification's. Records 63,
 * 64 and 102 are those of that code as published programs write it; the service's own conditions for them are not on record here, which
 * `resources/prescriptions/rules.json` says to whoever prescribes so.
 */
export const RECORDS: Readonly<Record<string, RecordRule>> = {
  '1': once(
    '医療機関',
    required('医療機関コード種別', /^[13]$/),
    required('医療機関コード', /^\d{7}$/),
    required('都道府県コード', /^\d{2}$/),
    required('医療機関名称'),
  ),
  '2': once('医療機関所在地', field('郵便番号'), field('所在地')),
  '3': once('医療機関電話番号', field('電話番号'), field('FAX番号'), field('その他連絡先')),
  '4': once('診療科', field('診療科コード種別', /^[12]$/), field('診療科コード'), field('診療科名')),
  '5': once('医師', field('医師コード'), field('医師カナ氏名'), required('医師漢字氏名')),
  '11': once('患者氏名', field('患者コード'), field('患者漢字氏名'), required('患者カナ氏名')),
  '12': once('患者性別', required('患者性別', /^[12]$/)),
  '13': once('患者生年月日', required('患者生年月日', DATE)),
  '14': once('患者一部負担区分', field('患者一部負担区分', /^[1235]$/)),
  '21': once('保険種別', field('保険種別')),
  '22': once('保険者番号', field('保険者番号')),
  '23': once('被保険者証', field('記号'), field('番号'), field('被保険者/被扶養者', /^[12]$/), field('枝番')),
  '24': once('負担・給付率', field('患者負担率'), field('保険給付率')),
  '25': once('職務上の事由', field('職務上の事由')),
  '27': publicExpense('第一公費'),
  '28': publicExpense('第二公費'),
  '29': publicExpense('第三公費'),
  '30': publicExpense('特殊公費'),
  '31': once('レセプト種別', field('レセプト種別コード')),
  '51': once('処方箋交付年月日', required('処方箋交付年月日', DATE)),
  '52': once('使用期限年月日', field('使用期限年月日', DATE)),
  '60': once('麻薬施用', field('麻薬施用者免許番号'), field('患者住所'), field('患者電話番号')),
  '62': once('残薬確認欄', field('残薬確認対応フラグ')),
  '63': once('分割指示', field('分割回数', NUMBER), field('分割回', NUMBER)),
  '64': once('リフィル処方箋', field('総使用回数', NUMBER)),
  '81': repeated('備考', field('備考連番'), field('備考種別'), field('備考')),
  '82': once('処方箋番号', field('処方箋番号種別'), field('引換番号')),
  '101': group('剤形', required('剤形区分', /^[1-69]$/), field('剤形名称'), field('調剤数量')),
  '102': group('分割指示調剤数量', field('分割回ごとの調剤数量'), field('総調剤数量')),
  '111': group('用法', field('用法コード種別'), field('用法コード'), required('用法名称'), field('1日回数')),
  '181': {
    ...group('用法補足', field('連番'), field('用法補足区分'), field('用法補足情報'), field('補足用法コード'), field('部位コード')),
    repeats: true,
  },
  '201': drug(
    '薬品',
    field('情報区分', /^[12]$/),
    field('薬品コード種別'),
    field('薬品コード'),
    required('薬品名称'),
    required('分量'),
    field('力価フラグ', /^[12]$/),
    required('単位名'),
  ),
  '211': drug('単位変換', field('単位変換係数')),
  '221': drug('不均等', ...['1', '2', '3', '4', '5'].map((time) => field(`不均等${time}回目`))),
  '231': drug('負担区分', ...['第一公費', '第二公費', '第三公費', '特殊公費'].map((name) => field(`${name}負担区分`))),
  '241': drug('1回服用量', field('1回服用量'), field('1日服用回数')),
  '281': { ...drug('薬品補足', field('薬品補足連番'), field('薬品補足区分'), field('薬品補足情報'), field('補足用法コード')), repeats: true },
  '301': repeated('提供診療情報', field('提供診療情報連番'), field('薬品名称'), field('コメント')),
  '302': repeated('検査値データ等', field('検査値データ等連番'), field('検査値データ等')),
};

/** Without these nobody could say who prescribed what for whom and when. */
export const MANDATORY_RECORDS = ['1', '5', '11', '13', '51', '101', '201'] as const;

/** How many leading fields say what a record belongs to: RP number, and number of the drug within it. */
const KEY_LENGTH: Readonly<Record<RecordScope, number>> = { prescription: 0, group: 1, drug: 2 };

export const keyOf = ({ fields }: Sj1Record, scope: RecordScope): string => fields.slice(0, KEY_LENGTH[scope]).join(',');

/** Values after the key. */
export const valuesOf = ({ fields }: Sj1Record, scope: RecordScope): readonly string[] => fields.slice(KEY_LENGTH[scope]);
