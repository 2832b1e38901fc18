import { useEffect } from 'react';
import { DefinitionList } from '../design/definition-list.tsx';
import { fileSize, fingerprint } from '../words/quantities.ts';
import { useWords } from '../words/words.tsx';
import type { ViewProps } from './document-viewer.tsx';

/** A file whose content cannot be drawn: name, size and fingerprint, to compare with the sender's. */
export function FileFacts({ document, onSeen }: ViewProps) {
  const { t } = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per document
  useEffect(onSeen, [document.id]);
  return (
    <div className="viewer-scroll">
      <div className="file-facts">
        <p>{t('sign.viewer.other')}</p>
        <DefinitionList
          items={[
            { term: t('sign.viewer.name'), value: document.name },
            { term: t('sign.viewer.kind'), value: t(`sign.kind.${document.kind}`) },
            { term: t('sign.viewer.size'), value: fileSize(document.size, t) },
            { term: t('sign.viewer.sha256'), value: fingerprint(document.sha256), code: true },
          ]}
        />
      </div>
    </div>
  );
}
