import { useState } from 'react';
import type { LibraryDocument } from '../../main/api/schema/library.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { type Definition, DefinitionList } from '../design/definition-list.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { SidePanel } from '../design/side-panel.tsx';
import { go } from '../frame/routes.ts';
import { dateAndTimeShort } from '../words/dates.ts';
import { knownKey } from '../words/translate.ts';
import { fingerprint } from '../words/quantities.ts';
import { useWords } from '../words/words.tsx';
import { ContentView } from './content-view.tsx';
import { EntryActions } from './entry-actions.tsx';
import { RetentionWords } from './retention-words.tsx';
import { saveCopy } from './save-copy.ts';
import { VerdictLine } from './verdict-line.tsx';

interface DocumentPanelProps {
  readonly document: LibraryDocument;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** One document: what is known of it, its content, and what can be done with it. */
export function DocumentPanel({ document, onClose, onChanged }: DocumentPanelProps) {
  const { t, language } = useWords();
  const [viewing, setViewing] = useState(false);
  const { verification, made, deletedAt } = document;
  const time = (at: string) => dateAndTimeShort(at, language);
  const because = verification?.because ?? null;
  const reason = because && (knownKey(`errors.${because}.heading`) ?? knownKey(`report.because.${because}`));
  const items: readonly Definition[] = [
    { term: t(`documents.panel.added.${document.origin}`), value: time(document.addedAt) },
    ...(document.signerName ? [{ term: t('documents.panel.signer'), value: document.signerName }] : []),
    { term: t('documents.panel.format'), value: `${t(`documents.format.${document.format}`)} ${document.level}` },
    { term: t('documents.panel.verdict'), value: <VerdictLine verification={verification} /> },
    ...(verification ? [{ term: t('documents.panel.verified-at'), value: time(verification.at) }] : []),
    ...(because ? [{ term: t('documents.panel.because'), value: reason ? t(reason) : because, code: !reason }] : []),
    { term: t('documents.panel.retention'), value: <RetentionWords retention={document.retention} /> },
    ...(deletedAt === null
      ? [{ term: t('documents.panel.searchable'), value: t(`documents.panel.searchables.${document.searchable}`) }]
      : [{ term: t('documents.panel.deleted-at'), value: time(deletedAt) }]),
    { term: t('documents.panel.sha256'), value: fingerprint(document.sha256), code: true },
  ];
  return (
    <SidePanel title={document.name || t(deletedAt === null ? 'documents.nameless' : 'documents.gone')} about={document.id} onClose={onClose}>
      {deletedAt === null && made && <EntryActions entry={made} onRaised={onChanged} />}
      {deletedAt === null && !made && <ReceivedActions document={document} />}
      {deletedAt === null && (
        <Button kind="quiet" aria-expanded={viewing} onPress={() => setViewing(!viewing)}>
          {t(viewing ? 'documents.panel.hide' : 'documents.panel.view')}
        </Button>
      )}
      {viewing && <ContentView id={document.id} />}
      <DefinitionList items={items} stacked />
    </SidePanel>
  );
}

function ReceivedActions({ document }: Pick<DocumentPanelProps, 'document'>) {
  const { t } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const save = () => attempt(async () => saveCopy(await desk.library.file({ id: document.id }), document.name));
  return (
    <div className="entry-actions">
      <Button onPress={() => go('verify', document.id)}>{t('documents.verify')}</Button>
      <Button isDisabled={working} onPress={save}>
        {t('documents.panel.save')}
      </Button>
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
