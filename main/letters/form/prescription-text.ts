import type { PrescriptionView } from '../../api/schema/document.ts';

/** A prescription as doctors write it into a letter: drugs of each RP, then how they are taken. */
export function prescriptionText({ groups }: Pick<PrescriptionView, 'groups'>): string {
  return groups
    .map(({ number, drugs, usage, usageNotes, quantity, form }) => {
      const lines = drugs.map(({ name, amount, unit, notes }) =>
        [name, `${amount}${unit}`, ...notes].filter((part) => part.trim() !== '').join('　'),
      );
      const taken = [usage, ...usageNotes, quantity === '' ? '' : `${quantity}${unitOf(form)}`].filter((part) => part.trim() !== '').join('　');
      return [`RP${number}`, ...lines.map((line) => `　${line}`), `　${taken}`].join('\n');
    })
    .join('\n');
}

/** What 調剤数量 counts, by 剤形区分 (1 内服, 2 頓服, 4 内服滴剤): days, or times; of what is applied it is neither. */
const UNITS: Readonly<Record<string, string>> = { 1: '日分', 2: '回分', 4: '日分' };
const unitOf = (form: string): string => UNITS[form] ?? '';
