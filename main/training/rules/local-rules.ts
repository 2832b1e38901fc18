import { type LocalRules, localRules } from '../../api/schema/training.ts';
import type { Facts } from '../../audit/actions.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import { keepSetting, readSetting } from '../../store/setting.ts';
import type { Store } from '../../store/store.ts';
import { rulesVersion, versionOf } from './tables.ts';

/** Rules that no source on record states, as the association sets them for itself. */
export interface LocalRulesBook {
  readonly current: LocalRules;
  change(rules: LocalRules): Promise<LocalRules>;
}

/** Where no rule is on record and nobody has set one. */
export const NOTHING_SET: LocalRules = { occupationalDailyCap: null, cmeCodes: [], reception: null };

/** Whether the association has set one of its rules. */
export const isSet = (rules: LocalRules, name: keyof LocalRules): boolean => {
  const value = rules[name];
  return Array.isArray(value) ? value.length > 0 : value !== null;
};

const NAMES = Object.keys(NOTHING_SET) as readonly (keyof LocalRules)[];

/** Version of the rules by which credits are given: of the tables, and of what the association has set beside them. */
export function rulesVersionWith(local: LocalRules): string {
  const set = NAMES.filter((name) => isSet(local, name));
  return set.length === 0 ? rulesVersion : `${rulesVersion}+${versionOf(set.map((name) => [name, local[name]]))}`;
}

const SETTING = 'localRules';

const auditedFacts = ({ occupationalDailyCap, cmeCodes, reception }: LocalRules): Facts => ({
  'localRules.occupationalDailyCap': occupationalDailyCap,
  'localRules.cmeCodes': cmeCodes.length,
  'localRules.reception': reception && JSON.stringify(reception),
});

/** The local rules of the desk as they were stored; what this version cannot read counts as not set. */
export async function openLocalRules({ store, audit }: { readonly store: Store; readonly audit: AuditLog }): Promise<LocalRulesBook> {
  const stored = localRules.safeParse({ ...NOTHING_SET, ...((await readSetting(store.db, SETTING)) as object | null) });
  let current: LocalRules = stored.success ? stored.data : NOTHING_SET;
  return {
    get current() {
      return current;
    },
    async change(rules) {
      await store.db.transaction().execute(async (transaction) => {
        await keepSetting(transaction, SETTING, rules);
        await audit.append(transaction, { action: 'settings.changed', facts: auditedFacts(rules) });
      });
      current = rules;
      return current;
    },
  };
}
