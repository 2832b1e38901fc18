import type { FieldRule, RecordRule } from '../../documents/prescription/records.ts';

const field = (name: string, form?: RegExp): FieldRule => (form ? { name, form } : { name });
const required = (name: string, form?: RegExp): FieldRule => ({ ...field(name, form), required: true });
type Rule = Omit<RecordRule, 'scope'>;
const once = (name: string, ...fields: FieldRule[]): Rule => ({ name, fields });
const repeated = (name: string, ...fields: FieldRule[]): Rule => ({ name, fields, repeats: true });

const DAY = /^(?:\d{8}|[MTSHR]\d{6})$/;
const NUMBER = /^\d+$/;
const CREATOR = field('レコード作成者', /^\d$/);
const RP = required('RP番号', NUMBER);

/**
 * Records of the dispensing information file CJ1 by number, with the fields after it. The file is built like JAHIS's format for electronic medication
 * notebooks (電子版お薬手帳データフォーマット仕様書, JAHIS 技術文書, Ver. 2.5 and 2.6), whose names and fields these are, as published programs read
 * them; number 7 is 処方箋ID in the official sample. Of 6 and 511, which the sample has too, no fields are on record: they are kept and shown as written.
 */
export const DISPENSING_RECORDS: Readonly<Record<string, Rule>> = {
  '1': once(
    '患者情報',
    required('患者氏名'),
    required('患者性別', /^[12]$/),
    required('患者生年月日', DAY),
    ...['患者郵便番号', '患者住所', '患者電話番号', '緊急連絡先', '血液型', '体重', '患者氏名カナ'].map((name) => field(name)),
  ),
  '2': repeated('患者特記', required('患者特記種別', /^[1239]$/), required('患者特記内容'), CREATOR),
  '4': repeated('手帳メモ', required('手帳メモ情報'), field('メモ入力年月日', DAY), CREATOR),
  '5': once('調剤等年月日', required('調剤等年月日', DAY), CREATOR),
  '7': once('処方箋ID', required('処方箋ID')),
  '11': once(
    '調剤－医療機関等',
    required('医療機関等名称'),
    field('医療機関等都道府県', /^\d{2}$/),
    field('医療機関等点数表', /^\d$/),
    field('医療機関等コード', /^\d{7}$/),
    ...['医療機関等郵便番号', '医療機関等住所', '医療機関等電話番号'].map((name) => field(name)),
    CREATOR,
  ),
  '15': once('調剤－医師・薬剤師', required('医師・薬剤師氏名'), field('医師・薬剤師連絡先'), CREATOR),
  '51': once(
    '処方－医療機関',
    required('医療機関名称'),
    field('医療機関都道府県', /^\d{2}$/),
    field('医療機関点数表', /^\d$/),
    field('医療機関コード', /^\d{7}$/),
    CREATOR,
  ),
  '55': repeated('処方－医師', required('医師氏名'), field('診療科名'), CREATOR),
  '201': repeated(
    '薬品',
    RP,
    required('薬品名称'),
    required('用量'),
    required('単位名'),
    field('薬品コード種別', /^\d$/),
    field('薬品コード'),
    CREATOR,
    ...['一般名', '一般名コード種別', '一般名コード'].map((name) => field(name)),
  ),
  '281': repeated('薬品補足', RP, required('薬品補足情報'), CREATOR),
  '291': repeated('薬品服用注意', RP, required('薬品服用注意情報'), CREATOR),
  '301': repeated(
    '用法',
    RP,
    field('用法名称'),
    required('調剤数量', NUMBER),
    required('調剤単位'),
    field('剤型コード', /^\d{1,2}$/),
    field('用法コード種別'),
    field('用法コード'),
    CREATOR,
  ),
  '311': repeated('用法補足', RP, required('用法補足情報'), CREATOR),
  '391': repeated('処方服用注意', RP, required('処方服用注意情報'), CREATOR),
  '401': repeated('服用注意', required('服用注意情報'), CREATOR),
  '411': repeated('医療機関等提供情報', required('提供情報'), field('提供情報種別'), CREATOR),
  '501': repeated('備考', required('備考情報'), CREATOR),
};

/** Without these nobody could say what was dispensed to whom, when, by whom. */
export const MANDATORY_DISPENSING_RECORDS = ['1', '5', '11', '15'] as const;
