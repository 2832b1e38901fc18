import type { Credit, LocalRules, PlanFinding, SeminarSession } from '../../../api/schema/training.ts';
import { dayInJapan } from '../../../day-in-japan.ts';
import { isWholeNumberOf } from '../steps.ts';
import { isSet } from '../local-rules.ts';
import { type CodeTable, categoryRow, creditRule, holdsOn, type SchemeRow, schemeRow } from '../tables.ts';
import { unitsByTrack, unitsForOne } from '../tracks.ts';
import { finding } from './finding.ts';

const MINUTE_MS = 60_000;

/** One scheme's credits of one session. */
interface Given {
  readonly session: SeminarSession;
  readonly scheme: SchemeRow;
  readonly credits: readonly Credit[];
  readonly minutes: number;
  /** ISO day in Japan. */
  readonly day: string;
  readonly local: LocalRules;
}

type Check = (given: Given) => readonly (PlanFinding | null)[];

const eachCredit =
  (check: (given: Given, credit: Credit) => PlanFinding | null): Check =>
  (given) =>
    given.credits.map((credit) => check(given, credit));

const codesOf = ({ credits }: Given): ReadonlySet<string> => new Set(credits.flatMap(({ code }) => (code === null ? [] : [code])));

const inForce: Check = ({ session, scheme, day }) => [
  holdsOn(scheme, day)
    ? null
    : finding(
        ['scheme-not-in-force', 'unusual'],
        session.id,
        { scheme: scheme.id, from: scheme.from ?? '', until: scheme.until ?? '' },
        scheme.source,
      ),
];

const inSteps = eachCredit(({ session, scheme: { id: scheme, step } }, { units }) =>
  isWholeNumberOf(step.units, units)
    ? null
    : step.source === null
      ? finding(['step-unknown', 'unknown'], session.id, { scheme, units }, null)
      : finding(['units-not-in-steps', 'wrong'], session.id, { scheme, units, step: step.units }, step.source),
);

const withinMinutes: Check = ({ session, scheme: { id: scheme }, credits, minutes, day }) => {
  const rule = creditRule('minutes-per-unit', scheme, day);
  const units = unitsForOne(credits);
  const needed = units * (rule?.value ?? 0);
  return [rule && needed > minutes ? finding(['units-beyond-minutes', 'wrong'], session.id, { scheme, units, minutes, needed }, rule.source) : null];
};

const longEnough: Check = ({ session, scheme: { id: scheme }, minutes, day }) => {
  const rule = creditRule('minimum-minutes', scheme, day);
  return [
    rule?.value && minutes < rule.value
      ? finding(['session-too-short', 'wrong'], session.id, { scheme, minutes, minimum: rule.value }, rule.source)
      : null,
  ];
};

const oneCodeInShortTalk: Check = (given) => {
  const { session, scheme, minutes, day } = given;
  const rule = creditRule('one-code-up-to-minutes', scheme.id, day);
  const codes = codesOf(given).size;
  const short = rule?.value !== undefined && minutes <= rule.value && codes > 1;
  return [short ? finding(['codes-in-short-talk', 'wrong'], session.id, { scheme: scheme.id, minutes, codes }, rule.source) : null];
};

const codesPerTalk: Check = (given) => {
  const { session, scheme, day } = given;
  const rule = creditRule('codes-per-talk', scheme.id, day);
  const codes = codesOf(given).size;
  const many = rule?.value !== undefined && codes > rule.value;
  return [many ? finding(['too-many-codes', 'unusual'], session.id, { scheme: scheme.id, codes, most: rule.value }, rule.source) : null];
};

const codeThere = eachCredit(({ session, scheme: { id: scheme }, day }, { category, code }) => {
  const rule = code === null ? creditRule('code-wanted', scheme, day, category) : undefined;
  return rule ? finding(['code-missing', 'unusual'], session.id, { scheme }, rule.source) : null;
});

const CME = 'cme';

function isOnList(codes: CodeTable, code: string): boolean {
  if (codes.kind === 'list') return codes.codes.some((row) => row.code === code);
  return /^[1-9]\d*$/.test(code) && Number(code) >= codes.first && Number(code) <= codes.last;
}

/** A list that is on record by name refuses what is not on it; where only the number of codes is on record, another code is told. */
const codeKnown = eachCredit(({ session, scheme, local }, { category, code }) => {
  const table = categoryRow(scheme, category)?.codes;
  if (code === null || !table) return null;
  const named = { scheme: scheme.id, code };
  if (scheme.id === CME && isSet(local, 'cmeCodes'))
    return local.cmeCodes.some((row) => row.code === code) ? null : finding(['code-unknown', 'wrong'], session.id, named);
  if (isOnList(table, code)) return null;
  return table.kind === 'list'
    ? finding(['code-unknown', 'wrong'], session.id, named, table.source)
    : finding(['code-not-on-record', 'unusual'], session.id, { ...named, first: table.first, last: table.last }, table.source);
});

const bySeminar = eachCredit(({ session, scheme: { id: scheme }, day }, { category }) => {
  const rule = category === null ? undefined : creditRule('not-by-seminar', scheme, day, category);
  return rule ? finding(['not-by-seminar', 'unusual'], session.id, { scheme, category: category ?? '' }, rule.source) : null;
});

const talkItself: Check = ({ session, scheme, day }) => {
  const rule = creditRule('excluded-titles', scheme.id, day);
  const title = session.title.normalize('NFKC').toLowerCase();
  const word = rule?.words?.find((excluded) => title.includes(excluded));
  return [rule && word ? finding(['excluded-title', 'unusual'], session.id, { scheme: scheme.id, word }, rule.source) : null];
};

const oneTrack: Check = ({ session, scheme: { id: scheme }, credits }) => [
  unitsByTrack(credits).size > 1 ? finding(['tracks-side-by-side', 'unknown'], session.id, { scheme }) : null,
];

const CHECKS: readonly Check[] = [
  inForce,
  inSteps,
  withinMinutes,
  longEnough,
  oneCodeInShortTalk,
  codesPerTalk,
  codeThere,
  codeKnown,
  bySeminar,
  talkItself,
  oneTrack,
];

/** What the rules say of the credits of one session, whose times and kinds of credit exist. */
export function sessionCreditFindings(session: SeminarSession, local: LocalRules): PlanFinding[] {
  const start = Date.parse(session.startsAt);
  const minutes = Math.floor((Date.parse(session.endsAt) - start) / MINUTE_MS);
  const ids = [...new Set(session.credits.map(({ scheme }) => scheme))];
  return ids.flatMap((id) => {
    const scheme = schemeRow(id);
    if (!scheme) return [];
    const given: Given = {
      session,
      scheme,
      credits: session.credits.filter((credit) => credit.scheme === id),
      minutes,
      day: dayInJapan(start),
      local,
    };
    return CHECKS.flatMap((check) => check(given)).filter((found) => found !== null);
  });
}
