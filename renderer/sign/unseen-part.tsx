import { Button } from '../design/button.tsx';
import { StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import type { DocumentDesk } from './use-documents.ts';
import { signable, toBeSeen } from './use-signing.ts';

/** What was not looked at: a warning where the person may sign all the same, else what keeps it from being signed and the way there. */
export function UnseenPart({ desk }: { readonly desk: DocumentDesk }) {
  const { t } = useWords();
  const required = toBeSeen(desk);
  const elsewhere = required.find(({ id }) => id !== desk.current?.id);
  const unseen = signable(desk.open).filter(({ id }) => !desk.seen.has(id));
  if (unseen.length === 0) return null;
  if (required.length === 0) return <StatusLine status="warning">{t('sign.action.unseen', { count: unseen.length })}</StatusLine>;
  return (
    <>
      <StatusLine status="warning">{t('sign.action.must-be-seen', { count: required.length })}</StatusLine>
      {elsewhere && (
        <Button wide onPress={() => desk.show(elsewhere.id)}>
          {t('sign.action.show')}
        </Button>
      )}
    </>
  );
}
