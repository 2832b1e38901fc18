import data from '../../../resources/prescriptions/demonstration.json' with { type: 'json' };
import type { DrugRow, Found, LimitRow, UsageRow } from './entries.ts';

/** What can be tried without a published file. Codes of drugs are made up. */
export const DEMONSTRATION = {
  version: data.version,
  source: data.source,
  drug: data.drugs.map(
    ({ code, name, kana, unit, class: class_, generic, form, generalName }): Found<DrugRow> => ({
      kana,
      row: {
        ...{ code, name, unit, form, class: class_, generic: generic ? 1 : 0 },
        ...{ price_code: '', general_code: '', general_name: generalName, listed_on: null, ended_on: null },
      },
    }),
  ),
  usage: data.usages.map(({ code, name }): Found<UsageRow> => ({ kana: '', row: { code, name, kind: '', from_day: null, until_day: null } })),
  limit: data.limits.map(
    ({ codeKind, code, days, source }): Found<LimitRow> => ({
      kana: '',
      row: { code_kind: codeKind as LimitRow['code_kind'], code, days, source },
    }),
  ),
} as const;
