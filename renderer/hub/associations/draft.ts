import type { AssociationDetail, AssociationRules } from '../../../main/api/schema/hub-administration.ts';

/** An association as a form holds it: everything typed is text. */
export interface Draft {
  readonly code: string;
  readonly name: string;
  readonly tier: string;
  readonly above: string;
  readonly mastered: AssociationDetail['mastered_by'];
  /** `false`: the rules that hold where none are set. */
  readonly own: boolean;
  readonly rules: RulesDraft;
}

export interface ClassDraft {
  readonly key: number;
  readonly id: string;
  readonly label: string;
  /** Empty: none. */
  readonly national: string;
}

export interface AttachmentDraft {
  readonly key: number;
  readonly id: string;
  readonly label: string;
  readonly for: readonly string[];
}

export const YEARS = ['ageFrom', 'memberYearsFrom', 'graduatedWithin'] as const;
export type Years = (typeof YEARS)[number];

export interface ReliefDraft extends Readonly<Record<Years, string>> {
  readonly key: number;
  readonly id: string;
  readonly label: string;
  readonly classes: readonly string[];
  /** Parted by spaces. */
  readonly claimed: string;
}

export interface RulesDraft {
  readonly classes: readonly ClassDraft[];
  readonly joinToNational: boolean;
  readonly severalGroups: boolean;
  readonly attachments: readonly AttachmentDraft[];
  readonly reliefs: readonly ReliefDraft[];
}

let last = 0;
/** Tells rows of a form apart. */
export const nextKey = (): number => ++last;

export function rulesDraft({ classes, attachments, reliefs, ...switches }: AssociationRules): RulesDraft {
  return {
    ...switches,
    classes: classes.map(({ national, ...row }) => ({ ...row, key: nextKey(), national: national ?? '' })),
    attachments: attachments.map((row) => ({ ...row, key: nextKey() })),
    reliefs: reliefs.map(({ when, ...row }) => ({
      ...row,
      key: nextKey(),
      ageFrom: String(when.ageFrom ?? ''),
      memberYearsFrom: String(when.memberYearsFrom ?? ''),
      graduatedWithin: String(when.graduatedWithin ?? ''),
      claimed: (when.claimed ?? []).join(' '),
    })),
  };
}

export const draftOf = ({ code, name, tier, above, mastered_by, own_rules, rules }: AssociationDetail): Draft => ({
  code,
  name,
  tier: String(tier),
  above: above ?? '',
  mastered: mastered_by,
  own: own_rules,
  rules: rulesDraft(rules),
});

export const emptyDraft: Draft = {
  code: '',
  name: '',
  tier: '3',
  above: '',
  mastered: 'national',
  own: false,
  rules: { classes: [], joinToNational: false, severalGroups: true, attachments: [], reliefs: [] },
};

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** What is not a number stays text, so that the hub names it. */
const numberOf = (text: string): number | string => (/^\d+$/.test(text.normalize('NFKC')) ? Number(text.normalize('NFKC')) : text);

/** What is sent to the hub. */
export function orderOf({ name, tier, above, mastered, own, rules }: Draft) {
  const { classes, attachments, reliefs, ...switches } = rules;
  return {
    name,
    tier: Number(tier),
    above: tier === '1' ? null : above || null,
    mastered_by: mastered,
    rules: own
      ? {
          ...switches,
          classes: classes.map(({ key: _, national, ...row }) => ({ ...row, national: national || null })),
          attachments: attachments.map(({ key: _, ...row }) => row),
          reliefs: reliefs.map(({ id, label, classes: of, claimed, ...row }) => ({
            id,
            label,
            classes: of,
            when: {
              ...Object.fromEntries(YEARS.filter((name) => row[name] !== '').map((name) => [name, numberOf(row[name])])),
              ...(claimed.trim() !== '' && { claimed: words(claimed) }),
            },
          })),
        }
      : null,
  };
}
