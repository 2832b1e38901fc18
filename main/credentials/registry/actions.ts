import type { NextAction } from '../../api/schema/credentials.ts';
import { type Actor, decide } from '../machines/decide.ts';
import { MACHINES } from '../machines/table.ts';
import { holding } from './conditions.ts';
import { assertable } from './evidence.ts';
import type { CredentialRecord } from './record.ts';

/** An object, everything around it, and who asks. */
export interface ActionQuestion {
  readonly record: CredentialRecord;
  readonly records: readonly CredentialRecord[];
  readonly actor: Actor;
  /** What the program establishes of it. */
  readonly established: readonly string[];
  /** ISO day in Japan. */
  readonly today: string;
}

/** A second person who could say yes; who it is shows when somebody does. */
const anybody = (roles: Actor['roles']): Actor => ({ name: 'somebody else', roles });

/** The ways on from where an object stands, those that most go first, and why some are not open. What the form fills in (evidence, reason, second person) is taken as given. */
export function actionsOf({ record, records, actor, established, today }: ActionQuestion): readonly NextAction[] {
  const { transitions } = MACHINES[record.kind];
  const open = transitions.filter(({ from, by }) => from.includes(record.state) && by.some((role) => role !== 'program'));
  const wanted = record.facts['wanted'];
  const actions = open.map((transition): NextAction => {
    const { id, when, evidence, second, reason, letters, event, stops } = transition;
    const decision = decide(record.kind, record, {
      transition: id,
      by: actor,
      second: second ? anybody(new Set(transition.by)) : null,
      evidence: new Set([...assertable(evidence), ...established]),
      reason: 'given',
      facts: holding({ record, records, today }, when),
    });
    const refusal = decision.allowed ? { because: null, lacking: [] } : decision;
    return {
      object: record.id,
      transition: id,
      main: transition.main || wanted === id,
      because: refusal.because,
      lacking: [...refusal.lacking],
      evidence: [...assertable(evidence)],
      reason,
      second,
      letters: [...letters],
      event,
      stops,
    };
  });
  const weight = ({ transition, main, because }: NextAction): number => (transition === wanted ? 0 : because !== null ? 3 : main ? 1 : 2);
  return actions.toSorted((a, b) => weight(a) - weight(b));
}
