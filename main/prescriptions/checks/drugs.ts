import type { PrescriptionWarning } from '../../api/schema/prescription-warning.ts';
import { ruleOn } from './rules.ts';
import { type Checked, type DrugFacts, drugsIn, issueDay, type PlacedDrug, valueIn, warning } from './warning.ts';

/** 薬品コード種別 of electronic prescriptions: of receipts, YJ, general name. */
const TAKEN_KINDS = ['2', '4', '7'];

/** Until when a drug counts as new: a year from the first day of the month after it was listed. */
function newUntil(listedOn: string): string {
  const [year = 0, month = 0] = listedOn.split('-').map(Number);
  return new Date(Date.UTC(year + 1, month, 0)).toISOString().slice(0, 10);
}

/** A generic was listed when it came, and is not new. */
const isNew = ({ listedOn, generic }: DrugFacts, day: string): boolean =>
  listedOn !== null && !generic && listedOn <= day && day <= newUntil(listedOn);

/** Where a limit is written, or was looked for, and the rule of which it is a case. */
const besideRule = (source: string, issued: string): string => [source, ruleOn('supply-days', issued)?.source].filter(Boolean).join(' / ');

function* supplyWarnings({ group, name: drug, days }: PlacedDrug, facts: DrugFacts, issued: string): Generator<PrescriptionWarning> {
  const { limit, endedOn, listedOn } = facts;
  if (endedOn !== null && endedOn < issued) yield warning('drug-ended', null, issued, { facts: { drug, ended: endedOn }, group });
  if (limit !== null && limit.days !== null && days > limit.days)
    yield warning('supply-too-long', 'supply-days', issued, {
      ...{ facts: { days, most: limit.days, drug }, group },
      source: besideRule(limit.source, issued),
    });
  const most = ruleOn('new-drug-days', issued)?.value ?? null;
  // A list that says of this drug what its limit is has the last word.
  if (limit === null && most !== null && days > most && isNew(facts, issued))
    yield warning('new-drug', 'new-drug-days', issued, { facts: { days, most, drug, listed: listedOn ?? '' }, group });
}

interface Looked {
  readonly drug: PlacedDrug;
  readonly facts: DrugFacts | null;
}

/** A list names those with a limit, as far as somebody has kept it: of what it does not name nobody knows whether there is one. */
function* notListed(drugs: readonly Looked[], issued: string): Generator<PrescriptionWarning> {
  const silent = drugs.flatMap(({ drug, facts }) => (facts?.untold?.list ? [{ name: drug.name, list: facts.untold.list }] : []));
  const [first] = silent;
  if (!first) return;
  const names = [...new Set(silent.map(({ name }) => name))];
  yield warning('limits-not-listed', 'supply-days', issued, {
    facts: { count: names.length, drugs: names.join('、') },
    source: besideRule(first.list, issued),
  });
}

/** What the masters say of the drugs, and what a narcotic needs. */
export function* drugWarnings(checked: Checked): Generator<PrescriptionWarning> {
  const { records, factsOf } = checked;
  const issued = issueDay(checked);
  const drugs: readonly Looked[] = drugsIn(records).map((drug) => ({ drug, facts: factsOf(drug.codeKind, drug.code) }));
  for (const { drug, facts } of drugs) {
    if (drug.codeKind !== '' && !TAKEN_KINDS.includes(drug.codeKind))
      yield warning('code-kind', null, issued, { facts: { drug: drug.name }, group: drug.group });
    if (facts) yield* supplyWarnings(drug, facts, issued);
  }
  const count = (which: (facts: DrugFacts | null) => boolean) => drugs.filter(({ facts }) => which(facts)).length;
  const [unknown, untold, made] = [
    count((facts) => facts === null),
    count((facts) => facts?.untold?.list === null),
    count((facts) => facts?.demonstration ?? false),
  ];
  if (unknown > 0) yield warning('drugs-not-known', null, issued, { facts: { count: unknown } });
  if (untold > 0) yield warning('limits-not-known', 'supply-days', issued, { facts: { count: untold } });
  yield* notListed(drugs, issued);
  if (made > 0) yield warning('demonstration-codes', null, issued, { facts: { count: made } });
  if (count((facts) => facts?.narcotic ?? false) === 0) return;
  if (valueIn(records, '60') === '') yield warning('licence-missing', 'narcotic-entries', issued);
  if (valueIn(records, '60', 1) === '') yield warning('address-missing', 'narcotic-entries', issued);
}
