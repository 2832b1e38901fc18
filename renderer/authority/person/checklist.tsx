import type { ChecklistItem, CredentialObject, HolderPage } from '../../../main/api/schema/credentials.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { Button } from '../../design/button.tsx';
import { Disclosure } from '../../design/disclosure.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { useWords } from '../../words/words.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import { useSaving } from '../use-saving.ts';
import { lookOf } from '../words/state-look.ts';
import { ChecklistLine } from './checklist-line.tsx';
import type { Open } from './panel-props.ts';

interface ChecklistProps {
  readonly object: CredentialObject;
  readonly identity: HolderPage['identity'];
  readonly onOpen: (open: Open) => void;
  readonly onPage: (page: HolderPage) => void;
}

/** What is needed and not there, or too old. */
export const lackingOf = (items: readonly ChecklistItem[]): readonly ChecklistItem[] =>
  items.filter(({ needed, state }) => needed && state !== 'present');

/** The papers of an application; one click writes to the applicant what is missing. */
export function Checklist({ object, identity, onOpen, onPage }: ChecklistProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { staff } = useStaffAtDesk();
  const saving = useSaving();
  const { working, failure, attempt } = useTrying();
  const { id, kind, state, checklist } = object;
  const lacking = lackingOf(checklist);
  const fixed = lookOf(kind, state).over === true || !may(staff, 'evidence');
  const withdraw = (evidence: string) => attempt(async () => onPage(await desk.credentials.withdrawEvidence({ id: evidence })));
  return (
    <Disclosure
      title={t('credentials.screen.papers.title')}
      summary={lacking.length === 0 ? t('credentials.screen.papers.complete') : t('credentials.screen.papers.lacking', { count: lacking.length })}
      open={!fixed && lacking.length > 0}
    >
      <ul className="checklist">
        {checklist.map((item) => (
          <ChecklistLine
            key={item.item}
            item={item}
            identity={identity}
            fixed={fixed}
            working={working}
            onAdd={() => onOpen({ kind: 'paper', object, item: item.item })}
            onScan={(evidence) => onOpen({ kind: 'scan', id: evidence, item: item.item })}
            onWithdraw={withdraw}
          />
        ))}
      </ul>
      {!fixed && (
        <div className="tools no-print">
          <Button onPress={() => onOpen({ kind: 'paper', object, item: null })}>{t('credentials.screen.papers.add')}</Button>
          {lacking.length > 0 && (
            <Button icon="file" isDisabled={saving.working} onPress={() => saving.save(() => desk.credentials.missingItems({ application: id }))}>
              {t('credentials.screen.papers.missing-letter')}
            </Button>
          )}
        </div>
      )}
      {(failure ?? saving.failure) && <ErrorPanel failure={(failure ?? saving.failure)!} />}
    </Disclosure>
  );
}
