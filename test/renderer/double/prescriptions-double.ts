import { implement } from '@orpc/server';
import { prescriptions } from '../../../main/api/contracts/prescriptions.ts';
import type { Prescriber, PrescriptionDraft } from '../../../main/api/schema/prescription-draft.ts';
import type { DrugHit, Master, MasterPreview, UsageHit } from '../../../main/api/schema/prescriptions.ts';
import type { PrescriptionWarning } from '../../../main/api/schema/prescription-warning.ts';
import { viewOf } from '../../../main/documents/prescription/read.ts';
import { composeRecords } from '../../../main/prescriptions/compose/compose.ts';
import { DRAFT } from '../../support/prescription-draft.ts';
import { failed } from './failed.ts';
import { samplePrescription } from './samples.ts';

export const drug: DrugHit = {
  ...{ code: '620000001', name: 'アムロジピン口腔内崩壊錠５ｍｇ「見本」', unit: '錠', class: '0', generic: true, form: '1' },
  ...{ generalCode: '2171022F3ZZZ', generalName: '【般】アムロジピン口腔内崩壊錠５ｍｇ', demonstration: false },
};
export const narcotic: DrugHit = {
  ...drug,
  code: '620000002',
  name: 'モルヒネ塩酸塩錠１０ｍｇ',
  class: '1',
  generic: false,
  generalCode: '',
  generalName: '',
};
export const usage: UsageHit = { code: '1013044400000000', name: '１日３回朝昼夕食後　服用', demonstration: false };
export const master = (kind: Master['kind'], demonstration = false): Master => ({
  ...{ kind, demonstration, name: `${kind}.csv`, version: '2026-10-01', source: '社会保険診療報酬支払基金', sha256: 'd2'.repeat(32) },
  ...{ entries: 24_310, importedAt: '2026-11-20T05:00:00.000Z', refused: { count: 0, first: [] } },
});
export const warnings: readonly PrescriptionWarning[] = [
  {
    ...{ id: 'supply-too-long', weight: 'look', group: '1', facts: { days: 35, most: 30, drug: 'ゾルピデム酒石酸塩錠５ｍｇ' } },
    source: '掲示事項等の一覧 / 保険医療機関及び保険医療養担当規則 第20条第2号ヘ',
  },
  { id: 'limits-not-known', weight: 'unchecked', group: null, facts: { count: 2 }, source: '保険医療機関及び保険医療養担当規則 第20条第2号ヘ' },
  { id: 'refill-window', weight: 'know', group: null, facts: { days: 7 }, source: '保険医療機関及び保険医療養担当規則 第20条第3号ロ' },
];
export const prescriber: Prescriber = { institution: DRAFT.institution, doctor: DRAFT.doctor, licence: '13-1' };
const preview: MasterPreview = {
  ...{ kind: 'usage', name: 'usage.csv', encoding: 'utf-8', headings: ['用法コード', '基本用法区分', '用法名称'], columns: { code: 0, name: 2 } },
  fields: [
    { id: 'code', needed: true },
    { id: 'name', needed: true },
    { id: 'kind', needed: false },
  ],
  ...{
    missing: [],
    entries: 253,
    refused: { count: 1, first: [{ line: 2, code: 'code' }] },
    sample: [{ code: usage.code, name: usage.name }],
    version: '',
  },
};

/** Prescriptions before they are signed, as the screens see them, in memory. */
export class PrescriptionsDouble {
  prescriber: Prescriber | null = prescriber;
  masters: Master[] = [master('drug'), master('usage')];
  warnings: readonly PrescriptionWarning[] = warnings;
  wrong: readonly string[] = [];
  /** Records that an earlier prescription has too many. */
  left: readonly string[] = [];
  /** The last draft that was asked about. */
  draft: PrescriptionDraft | null = null;
  readonly router;

  constructor(said: (name: string) => void) {
    const os = implement(prescriptions);
    this.router = os.router({
      masters: {
        list: os.masters.list.handler(() => this.masters),
        inspect: os.masters.inspect.handler(({ input }) => ({ ...preview, kind: input.kind, columns: input.columns ?? preview.columns })),
        import: os.masters.import.handler(({ input }) => {
          said(`import ${input.kind} ${JSON.stringify(input.columns)}`);
          this.masters = [...this.masters.filter(({ kind }) => kind !== input.kind), master(input.kind)];
          return this.masters;
        }),
        demonstrate: os.masters.demonstrate.handler(() => {
          this.masters = [master('drug', true), master('usage', true), master('limit', true)];
          return this.masters;
        }),
        remove: os.masters.remove.handler(({ input }) => {
          this.masters = this.masters.filter(({ kind }) => kind !== input.kind);
          return this.masters;
        }),
        setLimit: os.masters.setLimit.handler(() => {}),
      },
      drugs: os.drugs.handler(() => [drug, narcotic]),
      usages: os.usages.handler(() => [usage]),
      prescriber: os.prescriber.handler(() => this.prescriber),
      keepPrescriber: os.keepPrescriber.handler(({ input }) => {
        said('keep prescriber');
        this.prescriber = input;
      }),
      compose: os.compose.handler(({ input }) => {
        this.draft = input.draft;
        const records = composeRecords(input.draft).map((record, line) => ({ ...record, line, raw: '' }));
        return { view: viewOf(records), warnings: [...this.warnings], wrong: [...this.wrong] };
      }),
      take: os.take.handler(({ input }) => {
        if (this.wrong.length > 0) throw failed('PRESCRIPTION_INCOMPLETE', { fields: this.wrong.length });
        said(`take ${input.draft.patient.kana}`);
        return samplePrescription;
      }),
      file: os.file.handler(() => new File(['SJ1'], '処方箋.csv')),
      again: os.again.handler(() => ({ draft: DRAFT, left: [...this.left] })),
    });
  }
}
