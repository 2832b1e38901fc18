import type { DispensedDrug, DispensingOrder, Pharmacy, ReceivedPrescription } from '../../../main/api/schema/dispensing.ts';

export type How = DispensedDrug['how'];

/** One drug as it is being filled in; nothing is chosen for the pharmacist. */
export interface DrugDraft {
  readonly group: string;
  readonly place: number;
  readonly how: How | '';
  readonly product: string;
  readonly codeKind: NonNullable<DispensedDrug['product']>['codeKind'];
  readonly code: string;
  readonly amount: string;
  readonly unit: string;
  readonly reason: string;
  readonly note: string;
}

export interface DispensingDraft {
  readonly pharmacy: Pharmacy;
  readonly pharmacist: string;
  readonly dispensedOn: string;
  readonly prescriptionId: string;
  readonly quantities: Readonly<Record<string, string>>;
  readonly drugs: readonly DrugDraft[];
  readonly remarks: string;
}

const BY_GENERAL_NAME = '7';
const EMPTY_PHARMACY: Pharmacy = { name: '', prefecture: '', code: '', postalCode: '', address: '', telephone: '' };
const AMOUNT = /^\d{1,5}(?:\.\d{1,5})?$/;

type Prescription = ReceivedPrescription['prescription'];
export const prescribedDrug = (prescription: Prescription, { group, place }: Pick<DrugDraft, 'group' | 'place'>) =>
  prescription.groups.find(({ number }) => number === group)!.drugs[place]!;

/** Whether a product must be named even where it is dispensed as prescribed. */
export const isGeneral = (drug: { readonly codeSystem: string }): boolean => drug.codeSystem === BY_GENERAL_NAME;

/** What is known when the prescription has come. */
export const emptyDraft = ({ prescription, pharmacy, pharmacist, today, prescriptionId }: ReceivedPrescription): DispensingDraft => ({
  pharmacy: pharmacy ?? EMPTY_PHARMACY,
  ...{ pharmacist, dispensedOn: today, prescriptionId, remarks: '' },
  quantities: Object.fromEntries(prescription.groups.map(({ number, quantity }) => [number, quantity])),
  drugs: prescription.groups.flatMap(({ number, drugs }) =>
    drugs.map(
      ({ amount, unit }, place): DrugDraft => ({
        ...{ group: number, place, how: '', product: '', codeKind: '1', code: '', amount, unit, reason: '', note: '' },
      }),
    ),
  ),
});

function isComplete(draft: DrugDraft, prescription: Prescription): boolean {
  const { how, product, amount, unit, reason } = draft;
  if (how === '') return false;
  if (how === 'not-dispensed') return reason.trim() !== '';
  const named = (how !== 'substituted' && !isGeneral(prescribedDrug(prescription, draft))) || product.trim() !== '';
  return named && (how !== 'substituted' || reason.trim() !== '') && AMOUNT.test(amount) && Number(amount) > 0 && unit.trim() !== '';
}

/** The order of a draft, or `null` while something is missing. */
export function orderOf(
  { pharmacy, pharmacist, dispensedOn, prescriptionId, quantities, drugs, remarks }: DispensingDraft,
  { document, prescription }: ReceivedPrescription,
  confirmed: string | null,
): DispensingOrder | null {
  const dispensed = new Set(drugs.filter(({ how }) => how !== 'not-dispensed').map(({ group }) => group));
  const groups = Object.entries(quantities).filter(([number]) => dispensed.has(number));
  const complete =
    drugs.every((drug) => isComplete(drug, prescription)) &&
    groups.every(([, quantity]) => /^\d{1,3}$/.test(quantity) && Number(quantity) > 0) &&
    pharmacy.name.trim() !== '' &&
    /^\d{2}$/.test(pharmacy.prefecture) &&
    /^\d{7}$/.test(pharmacy.code) &&
    pharmacist.trim() !== '' &&
    dispensedOn !== '';
  if (!complete) return null;
  return {
    ...{ document: document.id, confirmed, pharmacy, pharmacist, dispensedOn, prescriptionId },
    groups: groups.map(([number, quantity]) => ({ number, quantity })),
    drugs: drugs.map(({ product, codeKind, code, how, ...drug }) => {
      const replaces = how === 'substituted' || (how === 'as-prescribed' && isGeneral(prescribedDrug(prescription, drug)));
      return { ...drug, how: how as How, product: replaces ? { name: product, codeKind: code === '' ? '1' : codeKind, code } : null };
    }),
    remarks: remarks
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}
