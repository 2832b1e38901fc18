import type { CredentialObject, NextAction } from '../../../main/api/schema/credentials.ts';
import { Button } from '../../design/button.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { useWords } from '../../words/words.tsx';
import { useWorkspace } from '../frame/workspace-context.tsx';
import { handOverAddress } from '../hand-over/hand-over-address.ts';
import { partAddress } from '../frame/parts.ts';
import { refusalWords, transitionWords } from '../words/credential-words.ts';
import { actionCauses } from './action-causes.ts';
import type { Open } from './panel-props.ts';
import { sortedActions } from './sorted-actions.ts';

interface ActionListProps {
  readonly object: CredentialObject;
  readonly open: Open | null;
  readonly onOpen: (open: Open) => void;
}

/** What can be done next, the likeliest first, each with what it will cause; what cannot be done says why. */
export function ActionList({ object, open, onOpen }: ActionListProps) {
  const { t } = useWords();
  const { setStopping, person } = useWorkspace();
  // A queue is named by the kind of its objects and the step.
  const awaited = object.queue?.slice(object.kind.length + 1) ?? null;
  const { possible, closed } = sortedActions(object.actions, awaited);
  const elsewhere: Readonly<Record<string, () => void>> = {
    'order hand-over': () => {
      location.hash = handOverAddress(person ?? 0, object.id);
    },
    'order export': () => {
      location.hash = partAddress('production');
    },
    'order import-serials': () => {
      location.hash = partAddress('production');
    },
    'card hold': () => setStopping(person ?? 'new'),
    'certificate issue': () => onOpen({ kind: 'issue', object }),
  };
  const begin = (action: NextAction) => (elsewhere[`${object.kind} ${action.transition}`] ?? (() => onOpen({ kind: 'action', object, action })))();
  const isOpen = ({ transition }: NextAction) => open?.kind === 'action' && open.object.id === object.id && open.action.transition === transition;
  const kindOf = (action: NextAction, index: number) => (action.stops ? 'danger' : index === 0 && action.main ? 'primary' : 'secondary');
  // Taken over from another system, and read by nobody yet.
  const unread = object.kind === 'certificate' && ['active', 'on-hold'].includes(object.state) && !object.facts['sha256'];
  if (object.actions.length === 0) return null;
  return (
    <div className="actions no-print">
      {unread && <Button onPress={() => onOpen({ kind: 'issue', object })}>{t('credentials.screen.issue.learn')}</Button>}
      {possible.length > 0 && (
        <ul className="action-list">
          {possible.map((action, index) => (
            <li key={action.transition}>
              <Button kind={kindOf(action, index)} aria-expanded={isOpen(action)} onPress={() => begin(action)}>
                {transitionWords(object.kind, action.transition, t)}
              </Button>
              <ul className="action-causes">
                {actionCauses(object, action, t).map((cause) => (
                  <li key={cause}>{cause}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <Disclosure title={t('credentials.screen.object.closed', { count: closed.length })} open={possible.length === 0}>
          <dl className="closed-actions">
            {closed.map(({ transition, because, lacking }) => (
              <div key={transition}>
                <dt>{transitionWords(object.kind, transition, t)}</dt>
                <dd>{refusalWords(because ?? '', lacking, t)}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
    </div>
  );
}
