import type { StopOrder } from '../../../main/api/schema/credentials.ts';

export type Cause = StopOrder['cause'];
export type Check = StopOrder['caller'][number];

export const CAUSES = ['loss', 'theft', 'holder-wish', 'association', 'suspension-from-business'] as const satisfies readonly Cause[];

/** What the caller can be asked for; two of these tell who calls. */
export const NUMBERS = ['registration-number', 'birth-date', 'member-id', 'address'] as const satisfies readonly Check[];
const LEAST_NUMBERS = 2;

/** What is checked for each cause: who calls, or the paper of an authority. */
export const CHECKS: Readonly<Record<Cause, readonly Check[]>> = {
  loss: [...NUMBERS, 'call-back', 'in-person'],
  theft: [...NUMBERS, 'call-back', 'in-person'],
  'holder-wish': [...NUMBERS, 'call-back', 'in-person'],
  association: [...NUMBERS, 'call-back', 'official-notice'],
  'suspension-from-business': ['official-notice'],
};

/** Checks that stand alone: whoever stands at the desk, or an authority's paper, need not be called back. */
const ENOUGH: readonly Check[] = ['in-person', 'official-notice'];

export type Missing = { readonly id: 'numbers'; readonly count: number } | { readonly id: 'call-back' | 'official-notice' };

/** What is still missing before a card is stopped for a cause; nothing: it can be. */
export function missingChecks(cause: Cause, made: readonly Check[]): readonly Missing[] {
  const asked = CHECKS[cause];
  if (asked.length === 1) return made.includes('official-notice') ? [] : [{ id: 'official-notice' }];
  if (ENOUGH.some((check) => asked.includes(check) && made.includes(check))) return [];
  const numbers = NUMBERS.filter((check) => made.includes(check)).length;
  return [
    ...(numbers < LEAST_NUMBERS ? [{ id: 'numbers', count: LEAST_NUMBERS - numbers } as const] : []),
    ...(made.includes('call-back') ? [] : [{ id: 'call-back' } as const]),
  ];
}

/** What is wrong with the days of a stop; only a suspension from business must have both. */
export function daysWrong(cause: Cause, from: string, until: string): 'missing' | 'order' | null {
  if (cause !== 'suspension-from-business') return null;
  if (from === '' || until === '') return 'missing';
  return until < from ? 'order' : null;
}
