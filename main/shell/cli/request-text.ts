import type { PrescriptionRequest } from '../../prescriptions/terminal/request-list.ts';
import type { TerminalFault } from '../../prescriptions/terminal/service.ts';
import { words } from '../../words/words.ts';
import type { Invocation } from './command.ts';

/** One request on one line. */
export function requestText({ madeAt, state, issue, about, response, later }: PrescriptionRequest, { language }: Invocation): string {
  const say = words(language);
  const line = say('requests.cli.line', {
    made: madeAt,
    state: response ? say(`requests.outcomes.${response.outcome}`) : say(`requests.states.${state}`),
    issue: say(`requests.issues.${issue}`),
    patient: about?.patient ?? '—',
    name: about?.name ?? '',
    code: response?.accessCode || 'none',
  });
  return later.length === 0 ? line : `${line}${say('requests.cli.later', { count: later.length })}`;
}

/** What is wrong at the folders, a line each. */
export function faultText({ failure }: TerminalFault, { language }: Invocation): string {
  const say = words(language);
  const part = (name: string) => say(`errors.${failure.code}.${name}`, failure.detail as Record<string, string | number>);
  return say('requests.cli.fault', { heading: part('heading'), code: failure.code, happened: part('happened') });
}
