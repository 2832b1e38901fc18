import { useDesk } from '../../client/desk-context.tsx';
import { useTrying } from '../../client/use-trying.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';
import { useStaffAtDesk } from '../session/staff-context.tsx';

const NONE = '*';

/** The reader on which staff put their own cards; all others serve the cards of holders. */
export function StaffReader() {
  const { t } = useWords();
  const { desk, cards } = useDesk();
  const { session } = useStaffAtDesk();
  const { working, failure, attempt } = useTrying();
  const { cardReader } = session;
  const names = (cards?.readers ?? []).map(({ name }) => name);
  const all = cardReader !== null && !names.includes(cardReader) ? [cardReader, ...names] : names;
  return (
    <div className="stack narrow-form">
      <Select
        label={t('credentials.screen.staff.reader')}
        options={[{ id: NONE, label: t('credentials.screen.staff.no-reader') }, ...all.map((id) => ({ id, label: id }))]}
        value={cardReader ?? NONE}
        disabled={working}
        onChange={(id) => attempt(() => desk.credentials.staff.nameReader({ reader: id === NONE ? null : id }))}
      />
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
