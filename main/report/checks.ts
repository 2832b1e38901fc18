import type { Check } from '../../pki/report.ts';
import type { CheckGroup, CheckView, ReportRow } from '../api/schema/report.ts';
import { row, type Sayer } from './sayer.ts';

/** A check in words. */
export function checkView(check: Check, sayer: Sayer): CheckView {
  const { say } = sayer;
  const { id, params = {}, informative, detail, subIndication } = check;
  const status = informative ? 'information' : check.status;
  const worded = Object.entries(params).flatMap(([name, value]) => evidence(name, value, sayer));
  return {
    status,
    word: say(`report.status.${status}`),
    heading: say(`checks.${id}.heading`),
    sentence: sentence(check, sayer),
    evidence: worded,
    detail,
    indication: check.status === 'passed' || informative ? null : (subIndication ?? null),
  };
}

/** What the check found, in the words for its very reason where there are some. */
function sentence({ id, status, params = {} }: Check, { say, sayIfKnown }: Sayer): string {
  const reason = params['why'] ?? params['state'];
  return (reason === undefined ? null : sayIfKnown(`checks.${id}.${status}-${reason}`, params)) ?? say(`checks.${id}.${status}`, params);
}

/** A fact of a check, where it has words of its own; the others stand in `detail`. */
function evidence(name: string, value: string | number | boolean, sayer: Sayer): ReportRow[] {
  const term = sayer.sayIfKnown(`report.evidence.${name}.term`);
  if (term === null || value === '') return [];
  const separator = SEPARATORS[name];
  const values = separator === undefined ? [value] : String(value).split(separator);
  return [
    row(
      term,
      values.map((each) => worded(name, each, sayer)),
    ),
  ];
}

/** Parameters that hold several values. */
const SEPARATORS: Readonly<Record<string, string>> = { failures: '; ', kinds: ' ' };

/** A code and the place it is about. */
const FAILURE = /^([A-Z][A-Z_]+) (\S+)$/;

function worded(name: string, value: string | number | boolean, { say, sayIfKnown }: Sayer): string {
  const [, code, place] = (name === 'failures' && FAILURE.exec(String(value))) || [];
  const what = code === undefined ? null : sayIfKnown(`errors.${code}.heading`);
  if (what !== null && place !== undefined) return say('report.failure', { place, what });
  return (
    (name === 'check' ? sayIfKnown(`checks.${value}.heading`) : null) ??
    sayIfKnown(`report.evidence.${name}.values.${value}`) ??
    sayIfKnown(`report.evidence.${name}.value`, { value }) ??
    say('report.verbatim', { value })
  );
}

/** Checks under a heading, with how many of them are open. */
export function checkGroup(title: string, rows: readonly ReportRow[], checks: readonly Check[], sayer: Sayer): CheckGroup {
  const counted = checks.filter(({ informative }) => !informative);
  const open = counted.filter(({ status }) => status !== 'passed').length;
  const summary = sayer.say('report.grounds.summary', { open, total: counted.length });
  return { title, summary, rows: [...rows], checks: checks.map((check) => checkView(check, sayer)) };
}
