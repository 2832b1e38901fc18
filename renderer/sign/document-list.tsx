import { Button as PlainButton } from 'react-aria-components';
import { Button } from '../design/button.tsx';
import { type Status, StatusLine } from '../design/status.tsx';
import { useWords } from '../words/words.tsx';
import './document-list.css';
import type { DocumentDesk } from './use-documents.ts';

interface DocumentListProps {
  readonly desk: DocumentDesk;
  readonly onShow?: () => void;
}

/** The open documents; each says whether it was looked at. */
export function DocumentList({ desk, onShow }: DocumentListProps) {
  const { t } = useWords();
  return (
    <ol className="document-list" aria-label={t('sign.document.list')}>
      {desk.open.map((document) => {
        const blocked = document.signableAs.length === 0;
        const seen = desk.seen.has(document.id);
        const [status, words]: [Status, string] = blocked
          ? ['error', t('sign.document.blocked')]
          : seen
            ? ['success', t('sign.document.seen')]
            : document.mustBeSeen
              ? ['warning', t('sign.document.to-be-seen')]
              : ['absent', t('sign.document.unseen')];
        return (
          <li key={document.id}>
            <PlainButton
              className="document-choice"
              aria-current={document.id === desk.current?.id ? 'true' : undefined}
              onPress={() => {
                desk.show(document.id);
                onShow?.();
              }}
            >
              <span className="document-name">{document.name}</span>
              <StatusLine status={status} size={16}>
                {words}
              </StatusLine>
              {document.cautions.length > 0 && (
                <StatusLine status="warning" size={16}>
                  {t('sign.document.cautions', { count: document.cautions.length })}
                </StatusLine>
              )}
            </PlainButton>
            <Button
              kind="quiet"
              icon="close"
              aria-label={t('sign.document.remove', { name: document.name })}
              onPress={() => desk.close([document.id])}
            />
          </li>
        );
      })}
    </ol>
  );
}
